import { type DefinitionProblem, ValueError } from './problem';

/** Parses values and collects the problems, so that all of them are reported at once. */
export class Reader {
  readonly problems: DefinitionProblem[] = [];
  /** Paths of substitutes for values that are missing because of a problem elsewhere. */
  private readonly substitutes: string[] = [];

  /**
   * Returns the parsed value. On failure it records a problem and returns `goOnWith()`.
   * @param also paths this value depends on; a problem there suppresses one here.
   */
  read<T>(path: string, parse: () => T, goOnWith: () => T, also: readonly string[] = []): T {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      if (!also.some((other) => this.touches(other)))
        this.record({ path, value: error.value, reason: error.reason, remedy: error.remedy, ...(also.length > 0 && { also }) });
      return goOnWith();
    }
  }

  /** A whole number in a range. */
  integer(path: string, value: number, [min, max]: readonly [number, number]): number {
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.record({ path, value: String(value), reason: `must be a whole number from ${min} to ${max}` });
    return Math.min(Math.max(Math.round(value) || min, min), max);
  }

  /** Records a problem. One that several machines get from the same place of the definition is recorded once. */
  record(problem: DefinitionProblem): void {
    const isSame = ({ path, value, reason }: DefinitionProblem) =>
      path === problem.path && value === problem.value && reason === problem.reason;
    if (!this.problems.some(isSame)) this.problems.push(problem);
  }

  /** Marks a value as a substitute: its problems follow from one that was reported. */
  substitute(path: string): void {
    this.substitutes.push(path);
  }

  /** Drops the problems that may only follow from one found earlier. */
  independent(later: readonly DefinitionProblem[]): DefinitionProblem[] {
    return later.filter(({ path, also = [] }) => ![path, ...also].some((other) => this.touches(other)));
  }

  private touches(path: string): boolean {
    return [...this.problems.map((problem) => problem.path), ...this.substitutes].some(
      (wrong) => path === wrong || isInside(path, wrong) || isInside(wrong, path),
    );
  }
}

const isInside = (path: string, parent: string): boolean => path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
