import { Command } from 'commander';

/**
 * The command line's own definitions. cli/main.ts runs when it is loaded; here it stops where it would read the arguments.
 * @throws when it is loaded already, or reads no arguments
 */
export async function labProgram(): Promise<Command> {
  const { parseAsync } = Command.prototype;
  try {
    return await new Promise<Command>((resolve, reject) => {
      // What never settles never exits.
      Command.prototype.parseAsync = function () {
        resolve(this);
        return new Promise(() => undefined);
      };
      import('../../cli/main').then(
        () => setTimeout(() => reject(new Error('cli/main.ts reads no arguments')), 1000).unref(),
        reject,
      );
    });
  } finally {
    Command.prototype.parseAsync = parseAsync;
  }
}
