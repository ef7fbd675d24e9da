import { exitCodes, Fault } from '../host/fault';
import { interruption } from '../host/interruption';
import { DefinitionError } from '../lib/model';
import { printableText } from '../lib/report/printable';

/** Tells the user what went wrong and what to do, on stderr. Returns the exit status. */
export function reportError(
  error: unknown,
  debug: boolean,
  write: (text: string) => void = (text) => void process.stderr.write(text),
): number {
  if (interruption.aborted) {
    write('interrupted; ./lab up continues, ./lab down removes what is there\n');
    return 130;
  }
  if (error instanceof Fault) {
    write(`error: ${printableText(error.message)}\n`);
    if (error.remedy) write(`  what to do: ${printableText(error.remedy)}\n`);
    if (debug) write(`${error.stack}\n${error.cause ? `caused by: ${String(error.cause)}\n` : ''}`);
    return exitCodes[error.kind];
  }
  if (error instanceof DefinitionError) {
    write(`error: ${printableText(error.message)}\n`);
    return exitCodes.usage;
  }
  write(
    `error: this is a fault of the program itself: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return exitCodes.lab;
}
