import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { endAllChildren } from './children';

/** What ends the work that is done here and now. */
interface Scope {
  /** The caller's wish that the work ends. */
  readonly stop: AbortSignal;
  /** What ends commands and waits: the same or, in uninterrupted work, the end of its time. */
  readonly current: AbortSignal;
}

const scope = new AsyncLocalStorage<Scope>();

/** Of work that nobody asked to be able to stop. */
const never = new AbortController().signal;
setMaxListeners(0, never);

/** What ends commands and waits that are begun here and now. */
export const currentInterruption = (): AbortSignal => scope.getStore()?.current ?? never;

/** Whether the caller wants the work to end. In uninterrupted work, too, which goes on all the same. */
export const isStopped = (): boolean => scope.getStore()?.stop.aborted ?? false;

/**
 * Does work that the signal stops: its commands and its waits end, and the failing step cleans up after itself. Works that have
 * signals of their own are stopped one by one. Within work of the same signal nothing changes.
 */
export function stoppable<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (scope.getStore()?.stop === signal) return work();
  // Each command that runs listens, and verification runs many at a time.
  setMaxListeners(0, signal);
  return scope.run({ stop: signal, current: signal }, work);
}

/**
 * Does work that the first signal does not end, such as repairing what the interrupted work changed. It has `limitSeconds` from the
 * signal on; then its commands and waits end. A second signal ends the program all the same.
 */
export async function uninterrupted<T>(work: () => Promise<T>, limitSeconds: number): Promise<T> {
  const stop = scope.getStore()?.stop ?? never;
  const limit = new AbortController();
  setMaxListeners(0, limit.signal);
  let timer: NodeJS.Timeout | undefined;
  const start = () => (timer = setTimeout(() => limit.abort(), limitSeconds * 1000));
  if (stop.aborted) start();
  else stop.addEventListener('abort', start);
  try {
    return await scope.run({ stop, current: limit.signal }, work);
  } finally {
    stop.removeEventListener('abort', start);
    clearTimeout(timer);
  }
}

/** A terminal that is closed (SIGHUP) and Ctrl-\ end the program as Ctrl-C does. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Listens to this process's signals; a second one ends the program and its children at once.
 * @returns what the first one aborts
 */
export function listenForInterruption(): AbortSignal {
  const controller = new AbortController();
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
  return controller.signal;
}
