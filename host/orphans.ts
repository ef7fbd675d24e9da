import { readdirSync, readFileSync } from 'node:fs';
import { processParent } from './process-start';
import { waitFor } from './wait';

/** The environment variable that every child of a command which changes a lab carries, with the lab's folder. */
export const changeMark = 'LAB_CHANGING';

/** Seconds that a program has after its command was killed. Terraform finishes what it has begun and writes its state. */
const patience = 10 * 60;

/**
 * Waits for programs that a killed command of this lab has left: they were told to end when it was killed. One that does not is killed.
 * @param onWaiting is told what still runs
 */
export async function endOrphans(folder: string, onWaiting: (text: string) => void): Promise<void> {
  const look = async () => {
    const left = orphansOf(folder);
    const observation = left.map(({ pid, command }) => `${pid} ${command}`).join('; ');
    return { value: left.length === 0 ? true : undefined, observation };
  };
  const onObservation = (text: string) => {
    if (text) onWaiting(text);
  };
  const options = { what: 'the programs of a killed command to end', interval: 0.5, onObservation };
  const ended = await waitFor(look, { ...options, deadline: patience }).catch(() => false);
  if (ended) return;
  for (const { pid } of orphansOf(folder)) tryKill(pid);
  await waitFor(look, { ...options, deadline: 30 });
}

/** The processes that carry a lab's mark and come from no living command: this program and what it has started are none. */
export function orphansOf(folder: string): { readonly pid: number; readonly command: string }[] {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => ({ pid: Number(name), mark: environmentOf(name)[changeMark], command: commandOf(name) }))
    // A login that ssh keeps open for a while ends by itself.
    .filter(({ mark, command }) => mark === folder && !command.endsWith('[mux]'));
  return found.filter(({ pid }) => !descendsFrom(pid, process.pid)).map(({ pid, command }) => ({ pid, command }));
}

const commandOf = (pid: string): string => read(`/proc/${pid}/cmdline`).split('\0').join(' ').trim().slice(0, 100);

const environmentOf = (pid: string): Record<string, string> =>
  Object.fromEntries(
    read(`/proc/${pid}/environ`)
      .split('\0')
      .filter((line) => line.startsWith(`${changeMark}=`))
      .map((line) => [changeMark, line.slice(changeMark.length + 1)]),
  );

/** Whether a process was started by another, or by one that it started. */
function descendsFrom(pid: number, ancestor: number): boolean {
  for (let each = pid; each > 1; each = processParent(each) ?? 0) if (each === ancestor) return true;
  return false;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
