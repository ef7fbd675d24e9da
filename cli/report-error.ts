import { CommanderError } from 'commander';
import { exitCodes, UserError } from '../host/user-error';
import { DefinitionError } from '../lib/model';
import { printableText } from '../lib/report/printable';
import { diskError } from './disk-error';

export interface ReportOptions {
  /** Show the whole error with its cause. Default: no. */
  readonly debug?: boolean;
  /** Whether the user has stopped the program. Default: no. */
  readonly interrupted?: boolean;
  /** Default: standard error. */
  readonly write?: (text: string) => void;
}

/** Tells the user what went wrong and what to do. Returns the exit status. Every program of this project ends with it. */
export function reportError(
  error: unknown,
  { debug = false, interrupted = false, write = (text) => void process.stderr.write(text) }: ReportOptions = {},
): number {
  // Commander has told it.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  if (interrupted) {
    write('interrupted; ./lab up continues, ./lab down removes what is there\n');
    return 130;
  }
  if (error instanceof UserError) {
    write(`error: ${printableText(error.message)}\n`);
    if (error.remedy) write(`  what to do: ${printableText(error.remedy)}\n`);
    if (debug) write(`${error.stack}\n${error.cause ? `caused by: ${String(error.cause)}\n` : ''}`);
    return exitCodes[error.kind];
  }
  if (error instanceof DefinitionError) {
    write(`error: ${printableText(error.message)}\n`);
    return exitCodes.usage;
  }
  const unwritable = diskError(error);
  if (unwritable) {
    write(
      `error: ${unwritable}\n  what to do: make room there or give this user the right to write, then run the same command again\n`,
    );
    return exitCodes.environment;
  }
  write(
    `error: this is a fault of the program itself: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return exitCodes.lab;
}
