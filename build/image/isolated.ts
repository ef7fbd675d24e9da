import { run, type RunOptions, type RunResult } from '../../host/run';

/**
 * Runs a command as root in mount and process namespaces of its own. What it mounts is invisible outside and gone with
 * it. When this program dies, even by `kill -9`, the command and everything it started die too: an interrupted build
 * leaves files in its unfinished folder and nothing else.
 */
export function runIsolated(
  file: string,
  args: readonly string[],
  options: RunOptions & { network?: 'none' | 'host' } = {},
): Promise<RunResult> {
  const { network = 'host', ...rest } = options;
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', ...(network === 'none' ? ['--net'] : [])];
  return run('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...namespaces, '--', file, ...args], rest);
}
