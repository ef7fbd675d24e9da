import type { Surroundings } from '../operations/find-lab';
import { eventsForm } from './forms';
import { jsonLines } from './json-lines';
import { terminalListener } from './terminal-listener';

const stdout = (text: string): void => void process.stdout.write(text);

/**
 * Who listens to an operation: the terminal, with progress on standard error and words on standard output; or, for `--output events`,
 * a program that reads lines of JSON from standard output.
 */
export function surroundings(signal: AbortSignal, output?: string): Surroundings {
  if (output !== eventsForm) return { signal, notify: terminalListener(), out: (text) => stdout(`${text}\n`) };
  const notify = jsonLines(stdout);
  return { signal, notify, out: (text) => notify({ code: 'text', text }) };
}
