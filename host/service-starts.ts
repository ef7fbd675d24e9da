import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processStart } from './process-start';
import { waitFor } from './wait';

const policyFile = '/usr/sbin/policy-rc.d';
const mark = '# kubernetes-network-lab: no service starts while';

/** Seconds that another installation of the lab's packages may take. */
const patience = 15 * 60;

/**
 * Does `work`, in which Debian packages are installed, without their services being started. Debian asks a file before it starts one
 * (invoke-rc.d(8)). It refuses only while the very process that wrote it lives, so one left behind by a crash changes nothing. An
 * administrator's own file is respected; where another command installs, this one waits for it.
 * @param file the file Debian asks; another one serves tests
 */
export async function withoutServiceStarts<T>(work: () => Promise<T>, file: string = policyFile): Promise<T> {
  if (ownerOf(file) === 'administrator') return work();
  const own = policyOf(process.pid);
  await waitFor(() => Promise.resolve(take(file, own)), {
    what: `another command to finish its installation of Debian packages (${file})`,
    deadline: patience,
    interval: 0.5,
    remedy: `look for what it waits for, or remove ${file} when nothing installs packages`,
  });
  try {
    return await work();
  } finally {
    if (textOf(file) === own) rmSync(file, { force: true });
  }
}

/** Puts the policy in its place in one step; not over another command's that still works. */
function take(file: string, own: string): { value?: true; observation: string } {
  const owner = ownerOf(file);
  if (typeof owner === 'number') return { observation: `process ${owner} installs packages` };
  if (owner === 'gone') removeLeftover(file);
  const whole = `${file}.lab-${process.pid}`;
  writeFileSync(whole, own, { mode: 0o755 });
  try {
    linkSync(whole, file);
    return { value: true, observation: '' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return { observation: 'another command was first' };
  } finally {
    rmSync(whole, { force: true });
  }
}

/** Another command may have replaced the leftover in this moment; then it gets its own back. */
function removeLeftover(file: string): void {
  const aside = `${file}.lab-${process.pid}-leftover`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (typeof ownerOf(aside) === 'number' && !existsSync(file)) linkSync(aside, file);
  rmSync(aside, { force: true });
}

function policyOf(pid: number): string {
  const started = processStart(pid)!;
  // The fields behind the program's name, which may hold anything, begin with the third (proc_pid_stat(5)).
  const now = `"$(sed 's/.*) //' /proc/${pid}/stat 2>/dev/null | cut -d ' ' -f 20)"`;
  return `#!/bin/sh\n${mark} process ${pid}, started ${started}, installs packages\n[ ${now} != ${started} ] || exit 101\nexit 0\n`;
}

/** Whose policy it is: a process that installs packages, one that is gone, or the administrator's own. */
function ownerOf(file: string): number | 'gone' | 'none' | 'administrator' {
  const text = textOf(file);
  if (text === undefined) return 'none';
  if (!text.includes(mark)) return 'administrator';
  const [, pid, started] = /process (\d+), started (\d+),/.exec(text) ?? [];
  // Without a start time it is one that an older version left behind.
  return pid !== undefined && processStart(Number(pid)) === started ? Number(pid) : 'gone';
}

const textOf = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
