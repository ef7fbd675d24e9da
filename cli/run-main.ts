import { listenForInterruption, stoppable } from '../host/interruption';
import { reportError } from './report-error';

/** How a program is run. */
export interface MainOptions {
  /** Whether the user wants the whole error. Default: no. */
  readonly debug?: () => boolean;
}

/**
 * Runs a program to its end: signals stop it, an error is told to the user, and what comes of it is the exit status. The only place
 * that ends this process.
 * @param work gets what the first signal aborts, and returns the exit status: by default 0
 */
export function runMain(work: (signal: AbortSignal) => Promise<number | void>, options: MainOptions = {}): void {
  const signal = listenForInterruption();
  void stoppable(signal, () => work(signal))
    .catch((error: unknown) => reportError(error, { debug: options.debug?.(), interrupted: signal.aborted }))
    .then(async (status) => {
      // A reader of a pipe may be slow, and what it has not taken yet would be lost: half a JSON document.
      await Promise.all([written(process.stdout), written(process.stderr)]);
      process.exit(status ?? 0);
    });
}

/** Everything was written, or nobody reads it any more. */
const written = (stream: NodeJS.WriteStream): Promise<void> => new Promise((resolve) => stream.write('', () => resolve()));
