import { readFileSync } from 'node:fs';

/**
 * When a process began, in clock ticks since the machine's start; undefined where there is none. With the process id it names a process
 * for good: an id alone is given again to another one.
 * @see proc_pid_stat(5), field 22
 */
export const processStart = (pid: number): string | undefined => statField(pid, 22);

/** The process that started a process, or took it over; undefined where there is none. @see proc_pid_stat(5), field 4 */
export function processParent(pid: number): number | undefined {
  const parent = statField(pid, 4);
  return parent === undefined ? undefined : Number(parent);
}

/** @param number of the field as the manual page counts, from 3 on */
function statField(pid: number, number: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in brackets, may hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[number - 3];
  } catch {
    return undefined;
  }
}
