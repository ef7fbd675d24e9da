import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, asUser } from '../../host/as-user';
import { writeWhole } from '../../host/state-file';
import { environmentError } from '../../host/user-error';

/** The files of KUBECONFIG, else the one in the user's home, as kubectl has them. */
export function kubeconfigFiles(home: string | undefined, env: NodeJS.ProcessEnv = process.env): string[] {
  const named = (env.KUBECONFIG ?? '').split(':').filter(Boolean);
  if (named.length > 0) return named;
  if (!home) throw environmentError('this user has no home, so there is no place for a kubeconfig', { remedy: 'set KUBECONFIG' });
  return [join(home, '.kube', 'config')];
}

/** The file that gets a new context: the first that is there, else the last. */
export const fileToChange = (files: readonly string[], account?: Account): string =>
  asUser(account, () => files.find((file) => existsSync(file)) ?? files.at(-1)!);

/**
 * Changes a kubeconfig with the rights of its user, whole or not at all, while no kubectl does.
 * @param change gets the text, undefined where there is no file, and returns the new one, or undefined to leave it
 * @returns whether it was changed
 */
export function changeKubeconfig(
  path: string,
  account: Account | undefined,
  change: (text: string | undefined) => string | undefined,
): boolean {
  return asUser(account, () => {
    // A link stays one.
    const file = existsSync(path) ? realpathSync(path) : path;
    mkdirSync(dirname(file), { recursive: true, mode: 0o750 });
    return withLock(`${file}.lock`, () => {
      const text = change(existsSync(file) ? readFileSync(file, 'utf8') : undefined);
      if (text !== undefined) writeWhole(file, text);
      return text !== undefined;
    });
  });
}

/** kubectl and kind make the same file while they change a kubeconfig. */
function withLock<T>(lock: string, work: () => T): T {
  try {
    closeSync(openSync(lock, 'wx', 0o600));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw environmentError(`another program is changing this kubeconfig: there is ${lock}`, {
      remedy: `run the same command again; where no such program runs, remove ${lock}`,
      cause,
    });
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}
