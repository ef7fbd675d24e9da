import { delimiter, join } from 'node:path';
import { projectRoot } from '../../host/paths';
import { run, tryRun, type RunOptions, type RunResult } from '../../host/run';
import { environmentError } from '../../host/user-error';

/** The same settings everywhere, whatever the user's own are: one build cache, and a `go.sum` that is obeyed and never changed. */
const goEnvironment = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false', GOWORK: 'off' };

/** Prints the folder of a Go in the cache, or nothing where this machine's own is new enough. */
const bringGo = join(projectRoot, 'host', 'bootstrap', 'bring');

let brought: Promise<string> | undefined;

/**
 * Runs Go: this machine's own where it is new enough, else one that is brought into the cache.
 * @throws an environment fault where there is none and none can be brought
 */
export async function go(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  brought ??= goFolder(bringGo);
  return run('go', args, { ...options, env: { ...goEnvironment, ...broughtGo(await brought), ...options.env } });
}

/** The variables with which the Go in `folder` is run. The user's may name another Go. Empty for this machine's own. */
export function broughtGo(folder: string): Record<string, string | undefined> {
  if (folder === '') return {};
  return { PATH: [folder, process.env.PATH].filter(Boolean).join(delimiter), GOROOT: undefined, GOTOOLCHAIN: 'local' };
}

/** What `bring go` prints. What it says of its own work is shown, because a slow connection needs minutes for it. */
export async function goFolder(bring: string): Promise<string> {
  const show = (line: string) => /^(fetching|installing) /.test(line) && process.stderr.write(`  ${line}\n`);
  const { exitCode, stdout, stderr } = await tryRun(bring, ['go'], { onLine: show, errorKind: 'environment' });
  if (exitCode === 0) return stdout.trim();
  const [message = '', remedy] = stderr.replace(/^(.*\n)*error: /, '').split('\n  what to do: ');
  const said = stderr.slice(0, stderr.lastIndexOf('error: ')).trim();
  throw environmentError([message, said].filter(Boolean).join('\n'), { remedy });
}
