import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cleanEnvironment } from '../../host/clean-environment';
import { environmentError } from '../../host/user-error';
import { trimLog } from '../../host/log-file';
import { changeMark } from '../../host/orphans';
import { tryRun } from '../../host/run';
import { waitFor } from '../../host/wait';
import { namespaceExists } from '../network/namespace';

/** Starts a program that goes on when this one ends, its output appended to a file. Returns its process id. */
export async function startDetached(argv: readonly string[], log: string): Promise<number> {
  mkdirSync(dirname(log), { recursive: true });
  trimLog(log);
  const output = openSync(log, 'a', 0o600);
  try {
    // It belongs to the lab, not to the command that starts it.
    const env = { ...cleanEnvironment(), [changeMark]: undefined };
    // A session of its own, so that Ctrl-C in the terminal does not reach it.
    const child = spawn(argv[0]!, argv.slice(1), { detached: true, stdio: ['ignore', output, output], cwd: '/', env });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => reject(environmentError(`${argv[0]} could not be started: ${cause.message}`, { cause })));
    });
    child.unref();
    return child.pid!;
  } finally {
    closeSync(output);
  }
}

/** The processes that live in a network namespace. */
export async function processesIn(namespace: string): Promise<number[]> {
  if (!(await namespaceExists(namespace))) return [];
  const { stdout } = await tryRun('ip', ['netns', 'pids', namespace], { timeout: 30_000 });
  // A command line that stops a lab from within it lives on.
  return stdout
    .split('\n')
    .filter(Boolean)
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

/** The process's words, empty where it has ended. */
export function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return [];
  }
}

/** Ends every process in these namespaces: asked first, forced after ten seconds. */
export async function endProcessesIn(namespaces: readonly string[]): Promise<void> {
  const living = async (): Promise<number[]> => (await Promise.all(namespaces.map(processesIn))).flat();
  const signal = async (name: NodeJS.Signals): Promise<void> => (await living()).forEach((pid) => tryKill(pid, name));
  const look = async () => {
    const pids = await living();
    return { value: pids.length === 0 ? true : undefined, observation: `still running: ${pids.map(describe).join('; ')}` };
  };
  await signal('SIGTERM');
  const asked = await waitFor(look, { what: 'the processes of the lab to end', deadline: 10, interval: 0.2 }).catch(() => false);
  if (asked) return;
  await signal('SIGKILL');
  await waitFor(look, { what: 'the killed processes of the lab to end', deadline: 30, interval: 0.2 });
}

/** `4711 qemu-system-x86_64 …` */
export const describe = (pid: number): string => `${pid} ${commandLine(pid).join(' ').slice(0, 120)}`;

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}
