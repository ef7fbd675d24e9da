import { readLabText } from '../../../lib/definition';
import { DefinitionError } from '../../../lib/model';

/** What is said about a text; nothing where it describes a lab. Any error but the project's own is thrown on. */
export function messageOf(text: string): string | undefined {
  try {
    readLabText(text, 'lab.yaml');
    return undefined;
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.message;
  }
}
