import { chmodSync, chownSync, copyFileSync, existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pasteable } from '../../host/shell';
import { machineVolumes, sharedVolumes } from '../../lib/model';
import type { LabPaths } from '../port/lab-paths';
import { qemuAccount } from '../processes/unprivileged';

/**
 * Disks that many labs begin with: the image, and each machine's disk as it was saved. A lab has names of its own for the same files (hard
 * links), so whoever removes theirs takes nothing away. Its private libvirt sees them read-only, at the same place in every lab.
 */
export const baseName = 'base';

/** Where a lab's private libvirt finds them, and what their overlays say is below them. */
export const baseInside = ({ inside }: Pick<LabPaths, 'inside'>): string => join(inside.storage, baseName);

/** Links the disks in the folder of a saved state into the lab's storage. The private libvirt must not run yet. */
export function linkBase(saved: string, storage: string, machines: readonly string[]): void {
  const folder = join(storage, baseName);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o710 });
  chownSync(folder, 0, qemuAccount);
  for (const name of [sharedVolumes.image, ...machines.map((machine) => machineVolumes(machine).disk)])
    linkOrCopy(join(saved, name), join(folder, name));
}

/** QEMU reads it by its group and nobody writes it. */
export function makeBase(file: string): void {
  chownSync(file, 0, qemuAccount);
  chmodSync(file, 0o640);
}

/** One content under two names, or a copy where both cannot be on one file system. Owner and mode are the same. */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!['EXDEV', 'EPERM', 'EMLINK'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(from, to);
    makeBase(to);
  }
}

/** Shell commands that lay the base over itself, read-only, in a mount namespace that has the lab's storage already. */
export function mountBase(paths: LabPaths, storage: string): string[] {
  if (!existsSync(join(storage, baseName))) return [];
  const folder = baseInside(paths);
  return [
    pasteable('mount', ['--bind', folder, folder]),
    // A bind mount takes its options in a second step (mount(8)).
    pasteable('mount', ['-o', 'remount,bind,ro', folder]),
  ];
}
