import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { endAllChildren } from './children';

/** Aborted at the first Ctrl-C: every command that runs and every wait ends, and the failing step cleans up after itself. */
const controller = new AbortController();
// Each command that runs listens, and verification runs many at a time.
setMaxListeners(0, controller.signal);

export const interruption: AbortSignal = controller.signal;

/** The signal of the work that is not to be interrupted, within it. */
const scope = new AsyncLocalStorage<AbortSignal>();

/** What ends commands and waits that are begun here and now: the interruption, or in uninterrupted work the end of its time. */
export const currentInterruption = (): AbortSignal => scope.getStore() ?? interruption;

/**
 * Does work that the first signal does not end, such as mending what the interrupted work changed. It has `limitSeconds` from the
 * signal on; then its commands and waits end. A second signal ends the program all the same.
 */
export async function uninterrupted<T>(work: () => Promise<T>, limitSeconds: number): Promise<T> {
  const limit = new AbortController();
  setMaxListeners(0, limit.signal);
  let timer: NodeJS.Timeout | undefined;
  const start = () => (timer = setTimeout(() => limit.abort(), limitSeconds * 1000));
  if (interruption.aborted) start();
  else interruption.addEventListener('abort', start);
  try {
    return await scope.run(limit.signal, work);
  } finally {
    interruption.removeEventListener('abort', start);
    clearTimeout(timer);
  }
}

/** A terminal that is closed (SIGHUP) and Ctrl-\ end the program as Ctrl-C does. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Ends the program's work at a signal; a second one ends the program and its children at once. */
export function listenForInterruption(): void {
  // A lost terminal is no reason to end half way: what is said is lost with it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('exit', endAllChildren);
  for (const signal of signals) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      process.stderr.write('\nstopping… (once more to stop at once)\n');
      controller.abort();
    });
  }
}
