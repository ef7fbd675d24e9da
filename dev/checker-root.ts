import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../host/paths';
import { run } from '../host/run';
import { goProgram } from '../build/image/go-programs';
import { addToDebian } from '../build/image/root-filesystem';
import { rootPackagesTar } from '../build/image/root-packages';
import { shellcheck } from './shell-scripts';

/** Devices that scripts and systemd use, and their minor numbers (https://docs.kernel.org/admin-guide/devices.html). */
const devices = [
  ['null', '3'],
  ['urandom', '9'],
] as const;

/**
 * Makes a machine's root filesystem without container images, adds the checkers that no machine has, runs `work` with it, and removes
 * it. The checkers of rendered text are the very programs that will read it.
 */
export async function withCheckerRoot<T>(work: (root: string) => Promise<T>): Promise<T> {
  const packages = await rootPackagesTar();
  const added = { coredns: await goProgram('coredns', 'coredns'), shellcheck: await shellcheck() };
  const root = mkdtempSync(join(cacheDir(), '.checkers-'));
  try {
    await run('tar', ['--extract', '--file', packages, '--numeric-owner', '-C', root]);
    await addToDebian(root);
    for (const [name, path] of Object.entries(added)) copyFileSync(path, join(root, 'usr/local/bin', name));
    for (const [name, minor] of devices) await run('mknod', ['--mode=666', join(root, 'dev', name), 'c', '1', minor]);
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
