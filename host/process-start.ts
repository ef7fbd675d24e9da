import { readFileSync } from 'node:fs';

/**
 * When a process began, in clock ticks since the machine's start; undefined where there is none. With the process id it names a process
 * for good: an id alone is given again to another one.
 * @see proc_pid_stat(5), field 22
 */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in brackets, may hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
