import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../host/paths';
import { run } from '../host/run';
import { type GoComponent, goProgram } from '../build/image/go-programs';
import { addMetallbManifest } from '../build/image/root-filesystem';
import { rootPackagesTar } from '../build/image/root-packages';

/** What checks rendered text and comes from Go modules; BIND's and cloud-init's checkers are among the Debian packages. */
const programs: Readonly<Partial<Record<GoComponent, readonly string[]>>> = {
  kubernetes: ['kubeadm', 'kubectl'],
  coredns: ['coredns'],
};

/**
 * Unpacks the machines' Debian and the programs that check their configuration into a folder to chroot into, runs `work`
 * with it, and removes it. The checkers are the very programs that will read the text.
 */
export async function withCheckerRoot<T>(work: (root: string) => Promise<T>): Promise<T> {
  const packages = await rootPackagesTar();
  const root = mkdtempSync(join(cacheDir(), '.checkers-'));
  try {
    await run('tar', ['--extract', '--file', packages, '--numeric-owner', '-C', root]);
    for (const [component, names] of Object.entries(programs) as [GoComponent, string[]][])
      for (const name of names) copyFileSync(await goProgram(component, name), join(root, 'usr/local/bin', name));
    await addMetallbManifest(root);
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
