/** One thing wrong with a lab definition. */
export interface DefinitionProblem {
  /** Where, in the words of the definition: `cluster.podCidr`, `workers[0].address`. */
  readonly path: string;
  /** The value received, or the one that follows from the defaults. */
  readonly value: string;
  /** Why it is refused, and what is allowed. */
  readonly reason: string;
  /** A value to use instead, or what to do. */
  readonly remedy?: string;
  /** Other values this is about. */
  readonly also?: readonly string[];
  /** Where it stands in the file, from 1. */
  readonly position?: { readonly line: number; readonly column: number };
}

/** A definition that cannot be built. Carries every problem found, not only the first. */
export class DefinitionError extends Error {
  /** @param file the definition file, where there is one. */
  constructor(
    readonly problems: readonly DefinitionProblem[],
    readonly file?: string,
  ) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super(
      [`${file ?? 'the lab definition'} has ${count}:`, ...problems.map((problem) => `  ${describeProblem(problem, file)}`)].join(
        '\n',
      ),
    );
    this.name = 'DefinitionError';
  }
}

/** `lab.yaml:3:12: cluster.podCidr 10.0.0.1/12: has host bits set; write 10.0.0.0/12` */
export function describeProblem({ path, value, reason, remedy, position }: DefinitionProblem, file?: string): string {
  const place = file && position ? `${file}:${position.line}:${position.column}: ` : '';
  const what = [path, value].filter(Boolean).map(onOneLine).join(' ');
  return `${place}${what && `${what}: `}${onOneLine(reason)}${remedy ? `; ${onOneLine(remedy)}` : ''}`;
}

/** Line ends and other control characters as JSON writes them; of a very long text, the beginning. */
function onOneLine(text: string): string {
  const short = text.length > 300 ? `${text.slice(0, 299)}…` : text;
  return short.replaceAll(
    /[\p{Cc}\u2028\u2029]/gu,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
}

/** A text that is not a value of its type. `remedy` holds the corrected value where there is one. */
export class ValueError extends Error {
  constructor(
    readonly value: string,
    readonly reason: string,
    readonly remedy?: string,
  ) {
    super(`${value}: ${reason}${remedy ? `; ${remedy}` : ''}`);
    this.name = 'ValueError';
  }
}
