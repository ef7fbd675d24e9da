import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';

/**
 * A state that Terraform can write nowhere, because the disk is full: it prints it among its errors, with every secret of the stack. It
 * ends with a brace of its own, or where the disk had no room for the rest.
 */
const printedState = /^\{\n {2}"version": \d+,[^]*?(?:^\}$|$(?![^]))/gm;

/** What stands in its place. The rest of what Terraform says is mostly lost, too: its log lies on the same disk. */
const leftOut =
  '(Terraform could write its state nowhere, mostly because the disk is full, and printed it here; it holds secrets and is left out)';

/** What Terraform printed, without states. */
export const withoutState = (printed: string): string => printed.replace(printedState, leftOut);

/** Takes a state that was printed out of a log, and what follows it. Shortening a file needs no room on the disk. */
export function cutState(log: string): void {
  if (!existsSync(log)) return;
  const text = readFileSync(log, 'utf8');
  const begin = text.search(printedState);
  if (begin === -1) return;
  truncateSync(log, Buffer.byteLength(text.slice(0, begin)));
  appendFileSync(log, `${leftOut}\n`);
}
