import { type DefinitionProblem, type LabDefinition, parseDefinition, tryResolve, ValueError } from '../../../lib/model';

/** What is told of a problem. */
export type Told = Pick<DefinitionProblem, 'path' | 'value' | 'reason' | 'remedy'>;

const told = ({ path, value, reason, remedy }: DefinitionProblem): Told => ({
  path,
  value,
  reason,
  ...(remedy !== undefined && { remedy }),
});

/** The problems a definition is refused for; none when it is accepted. */
export const problemsOf = (definition: LabDefinition): Told[] => tryResolve(definition).problems.map(told);

/** The same for a value of unknown origin, as it comes from a file. */
export function problemsOfAny(value: unknown): Told[] {
  const { definition, problems } = parseDefinition(value);
  return tryResolve(definition, problems).problems.map(told);
}

/** What a parser says about a text: its error, or undefined when the text is accepted. Any other error is thrown on. */
export function refusal(parse: () => unknown): { value: string; reason: string; remedy?: string } | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return { value: error.value, reason: error.reason, ...(error.remedy === undefined ? {} : { remedy: error.remedy }) };
  }
}
