import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../host/run';

/** Writes a seed disk with user data alone into a folder, as libvirt's provider makes one. @returns its path */
export async function seedDisk(folder: string, userData: string): Promise<string> {
  const file = join(folder, 'user-data');
  const disk = join(folder, 'seed.iso');
  writeFileSync(file, userData, { mode: 0o600 });
  await run('genisoimage', ['-quiet', '-output', disk, '-volid', 'cidata', '-joliet', '-rock', file]);
  return disk;
}
