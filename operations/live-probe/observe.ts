import { noProxy } from '../../host/clean-environment';
import { currentInterruption } from '../../host/interruption';
import { type RunResult, tryRun } from '../../host/run';
import { UserError } from '../../host/user-error';
import type { Observation } from '../../lib/probe';
import type { ShellOptions } from './lab-shell';

/** Seconds a command has, where nobody says otherwise. */
export const defaultTimeoutSeconds = 90;

/** The agent with the user's keys has no business in the lab. */
const environment = { ...noProxy, SSH_AUTH_SOCK: undefined };

/**
 * Runs a command to its end. Running out of time is something seen; a missing program is the user's machine's fault, and an
 * interruption shows nothing of the lab.
 */
export async function observe(argv: readonly string[], command: string, given: ShellOptions): Promise<Observation> {
  const [program, ...args] = argv;
  const started = Date.now();
  const timeoutSeconds = given.timeoutSeconds ?? defaultTimeoutSeconds;
  const { input, onStdout } = given;
  const result = await tryRun(program!, args, { input, onStdout, timeout: timeoutSeconds * 1000, env: environment }).catch(
    (error: unknown): RunResult => {
      if (!(error instanceof UserError) || error.kind === 'environment' || currentInterruption().aborted) throw error;
      return { exitCode: -1, stdout: '', stderr: `no end within ${timeoutSeconds} s` };
    },
  );
  return { ...result, command, milliseconds: Date.now() - started };
}
