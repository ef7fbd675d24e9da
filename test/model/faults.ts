import { DefinitionError, type DefinitionFault, type LabDefinition, resolveLab, ValueError } from '../../lib/model';

/** The faults a definition is refused for; none when it is accepted. */
export function faultsOf(definition: LabDefinition): readonly DefinitionFault[] {
  try {
    resolveLab(definition);
    return [];
  } catch (error) {
    if (error instanceof DefinitionError) return error.faults;
    throw error;
  }
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
