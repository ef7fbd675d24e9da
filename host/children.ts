import { existsSync } from 'node:fs';

/** The process groups of the commands that run now: each child is the leader of one. */
const groups = new Set<number>();

/** Keeps a child in mind until it has ended. */
export function watchChild(pid: number | undefined, ended: Promise<unknown>): void {
  if (pid === undefined) return;
  groups.add(pid);
  const forget = () => void groups.delete(pid);
  ended.then(forget, forget);
}

/** Ends every child with all that it has started, at once: this program ends. */
export function endAllChildren(): void {
  for (const pid of groups) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/**
 * The command that gets SIGTERM when this program is killed, which no program can catch (prctl(2), PR_SET_PDEATHSIG). Terraform then ends
 * what it has begun and writes its state.
 */
export const endingWithParent = (file: string, args: readonly string[]): [string, string[]] =>
  existsSync(setpriv) ? [setpriv, ['--pdeathsig', 'TERM', '--', file, ...args]] : [file, [...args]];

/** By its path: the command may have another PATH than this program. */
const setpriv = '/usr/bin/setpriv';

/** What setpriv says of a program that there is not. */
export const isMissingProgram = (exitCode: number | undefined, stderr: string): boolean =>
  exitCode === 127 && /setpriv: failed to execute/m.test(stderr);
