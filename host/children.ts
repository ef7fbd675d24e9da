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
 * @param options.once whether it gets SIGTERM once at most. While this program dies, the kernel hands the child from thread to thread and
 * sends one for each. A second one means "stop without cleaning up" to Terraform. Default: false.
 */
export function endingWithParent(file: string, args: readonly string[], { once = false } = {}): [string, string[]] {
  if (!existsSync(setpriv)) return [file, [...args]];
  const command = once ? ['sh', '-c', passOneTerm, file] : [file];
  return [setpriv, ['--pdeathsig', 'TERM', '--', ...command, ...args]];
}

/** A shell that runs the command, passes the first SIGTERM on, and takes it along when it is killed itself. */
const passOneTerm = `child= told=
exec 3<&0
trap 'told=1; trap "" TERM; [ -z "$child" ] || kill -TERM "$child"' TERM
/usr/bin/setpriv --pdeathsig KILL -- "$0" "$@" <&3 3<&- &
child=$!
[ -z "$told" ] || kill -TERM "$child"
while :; do
  wait "$child"
  status=$?
  kill -0 "$child" 2>/dev/null || exit "$status"
done`;

/** By its path: the command may have another PATH than this program. */
const setpriv = '/usr/bin/setpriv';

/** What setpriv says of a program that there is not. */
export const isMissingProgram = (exitCode: number | undefined, stderr: string): boolean =>
  exitCode === 127 && /setpriv: failed to execute/m.test(stderr);
