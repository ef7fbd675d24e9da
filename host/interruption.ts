import { setMaxListeners } from 'node:events';

/** Aborted at the first Ctrl-C: every command that runs and every wait ends, and the failing step cleans up after itself. */
const controller = new AbortController();
// Each command that runs listens, and verification runs many at a time.
setMaxListeners(0, controller.signal);

export const interruption: AbortSignal = controller.signal;

/** Ends the program's work at SIGINT or SIGTERM; a second one ends the program at once. */
export function listenForInterruption(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      process.stderr.write('\nstopping… (once more to stop at once)\n');
      controller.abort();
    });
  }
}
