import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { labFiles } from '../../host/lab-files';
import { keepPrivate } from '../../host/private-folder';
import { writeWhole } from '../../host/state-file';
import { stackNames } from '../../stacks';

/**
 * What this program and Terraform know of a lab and what changes while it runs. The open changes are not among it: they tell that a
 * checkpoint is being made or brought back.
 */
function recordsOf(stateDir: string): string[] {
  const files = labFiles(stateDir);
  // The machines' state comes last: where it is, all of it is.
  return [files.boots, files.leftNodes, ...stackNames.map(files.terraformState).reverse()];
}

const kept = (folder: string): string => join(folder, 'records');

/** Copies the records into a checkpoint's folder. */
export function keepRecords(stateDir: string, folder: string): void {
  mkdirSync(kept(folder), { mode: 0o700 });
  for (const file of recordsOf(stateDir)) if (existsSync(file)) copyFileSync(file, join(kept(folder), basename(file)));
  keepPrivate(kept(folder));
}

/**
 * Makes the records what they were, each whole or not at all. One that was not there is removed. Twice is fine.
 * @param changed what becomes of Terraform's states. Default: they stay as they were
 */
export function putBackRecords(stateDir: string, folder: string, changed: (state: string) => string = (state) => state): void {
  for (const file of recordsOf(stateDir)) {
    const before = join(kept(folder), basename(file));
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (existsSync(before)) writeWhole(file, (file.endsWith('.tfstate') ? changed : String)(readFileSync(before, 'utf8')));
    else rmSync(file, { force: true });
  }
}
