import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { endAllChildren } from './children';

/** Aborted at the first Ctrl-C: every command that runs and every wait ends, and the failing step cleans up after itself. */
const controller = new AbortController();
// Each command that runs listens, and verification runs many at a time.
setMaxListeners(0, controller.signal);

export const interruption: AbortSignal = controller.signal;

const scope = new AsyncLocalStorage<AbortSignal>();

/** The signal that ends what is started here: the interruption's, or in `uninterrupted` work only the limit's. */
export const currentSignal = (): AbortSignal => scope.getStore() ?? interruption;

/**
 * Does work that the first signal does not end, because it puts back what was changed. The second one ends the program.
 * @param limitSeconds after which its commands and waits end all the same
 */
export function uninterrupted<T>(work: () => Promise<T>, limitSeconds: number): Promise<T> {
  const limit = AbortSignal.timeout(limitSeconds * 1000);
  setMaxListeners(0, limit);
  return scope.run(limit, work);
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
