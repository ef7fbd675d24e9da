import { DefinitionError } from '../lib/model';
import { UserError } from '../host/user-error';
import { stoppable } from '../host/interruption';
import type { Context } from './context';
import type { EventError } from './events';

/**
 * Makes an operation: a function that the context's signal stops, and that tells its beginning and its end as events.
 * @param name the command's
 * @param shown what listeners get of the result. Default: all of it.
 */
export const operation =
  <Arguments extends unknown[], Result>(
    name: string,
    work: (context: Context, ...args: Arguments) => Promise<Result>,
    shown: (result: Result) => unknown = (result) => result,
  ) =>
  (context: Context, ...args: Arguments): Promise<Result> =>
    stoppable(context.signal, async () => {
      const { notify } = context;
      const subject = { operation: name, lab: context.lab.name };
      notify({ code: 'operation.started', ...subject });
      try {
        const result = await work(context, ...args);
        notify({ code: 'operation.ended', ...subject, result: shown(result) });
        return result;
      } catch (error) {
        notify({ code: 'operation.failed', ...subject, error: eventError(error) });
        throw error;
      }
    });

function eventError(error: unknown): EventError {
  if (error instanceof UserError) return { kind: error.kind, message: error.message, remedy: error.remedy };
  const message = error instanceof Error ? error.message : String(error);
  return { kind: error instanceof DefinitionError ? 'usage' : 'program', message };
}
