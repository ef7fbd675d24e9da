import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { environmentError } from './user-error';

/** The checkout this program runs from. */
export const projectRoot = resolve(__dirname, '..');

/** The program that runs this checkout's TypeScript in a process of its own: its first argument is the file. */
export const typescript = join(projectRoot, 'host', 'typescript');

const cacheName = 'kubernetes-network-lab';

/**
 * Where built providers, images and other things that can be made again are kept, outside the checkout.
 * `LAB_CACHE`, else `XDG_CACHE_HOME/kubernetes-network-lab`, else `HOME/.cache/kubernetes-network-lab`.
 */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env.LAB_CACHE) return resolve(env.LAB_CACHE);
  if (env.XDG_CACHE_HOME) return join(resolve(env.XDG_CACHE_HOME), cacheName);
  if (env.HOME) return join(resolve(env.HOME), '.cache', cacheName);
  throw environmentError('HOME is not set, so there is no place for the cache', {
    remedy: `run with HOME=${homedirOrRoot()} or with LAB_CACHE=/some/folder`,
  });
}

/** Where the labs of a checkout keep what is theirs, a folder each. */
export const labsFolder = (checkout: string = projectRoot): string => join(checkout, '.lab');

/** Everything one lab keeps: secrets, Terraform state, hypervisor state, logs. Removed whole by `down`. `labFiles` names what is in it. */
export const labStateDir = (labName: string, checkout?: string): string => join(labsFolder(checkout), labName);

/**
 * Sockets need short paths (108 bytes, unix(7)), so they live here and not in the checkout. An ordinary user, who has a libvirt of the
 * system's, keeps them in a folder of their own.
 */
export function runtimeDir(labName: string, env: NodeJS.ProcessEnv = process.env, uid = process.getuid?.()): string {
  const folder = `${cacheName}-${labName}`;
  if (uid === 0 || uid === undefined) return join('/run', folder);
  return join(env.XDG_RUNTIME_DIR || `/run/user/${uid}`, folder);
}

/** The file that commands lock which change a lab. It lies beside the runtime folder, which is removed with the lab. */
export const lockFile = (labName: string): string => `${runtimeDir(labName)}.lock`;

function homedirOrRoot(): string {
  try {
    return homedir() || '/root';
  } catch {
    return '/root';
  }
}
