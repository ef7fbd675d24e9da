import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where libvirt keeps its things: the private daemon has folders of its own laid over these. */
export const libvirtFolders = {
  etc: '/etc/libvirt',
  lib: '/var/lib/libvirt',
  cache: '/var/cache/libvirt',
  log: '/var/log/libvirt',
  run: '/run/libvirt',
} as const;

/** In a folder that was made only so that something can be laid over it. */
const marker = '.made-for-kubernetes-network-lab';

/** Makes the folders that no libvirt package has made. */
export function ensureMountPoints(folders: readonly string[] = Object.values(libvirtFolders)): void {
  for (const folder of folders.filter((path) => !existsSync(path))) {
    mkdirSync(folder);
    writeFileSync(join(folder, marker), '');
  }
}

/** Those of the folders made by `ensureMountPoints` that no lab has anything laid over. */
export function abandonedMountPoints(folders: readonly string[] = Object.values(libvirtFolders)): string[] {
  const made = folders.filter((folder) => existsSync(join(folder, marker)));
  const covered = made.length > 0 ? mountPointsAnywhere() : new Set();
  return made.filter((folder) => !covered.has(folder));
}

/** Removes them. */
export function removeMountPoints(folders?: readonly string[]): void {
  for (const folder of abandonedMountPoints(folders)) {
    unlinkSync(join(folder, marker));
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
}

/** Mount points in every process's mount namespace (proc_pid_mountinfo(5)). Removing a folder would unmount what covers it elsewhere. */
function mountPointsAnywhere(): Set<string> {
  const points = new Set<string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const line of readMountInfo(pid).split('\n')) points.add(line.split(' ')[4] ?? '');
  }
  return points;
}

function readMountInfo(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/mountinfo`, 'utf8');
  } catch {
    return '';
  }
}
