import { type DefinitionFault, type LabDefinition, parseDefinition, tryResolve, ValueError } from '../../../lib/model';

/** What is told of a fault. */
export type Told = Pick<DefinitionFault, 'path' | 'value' | 'reason' | 'remedy'>;

const told = ({ path, value, reason, remedy }: DefinitionFault): Told => ({
  path,
  value,
  reason,
  ...(remedy !== undefined && { remedy }),
});

/** The faults a definition is refused for; none when it is accepted. */
export const faultsOf = (definition: LabDefinition): Told[] => tryResolve(definition).faults.map(told);

/** The same for a value of unknown origin, as it comes from a file. */
export function faultsOfAny(value: unknown): Told[] {
  const { definition, faults } = parseDefinition(value);
  return tryResolve(definition, faults).faults.map(told);
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
