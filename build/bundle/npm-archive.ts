import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../host/run';
import { archiveForm } from './archive-form';

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly link?: boolean }>>;
}

const lockFile = (checkout: string): string => join(checkout, 'package-lock.json');

/** What the npm packages of a checkout depend on. */
export const lockHash = (checkout: string): string =>
  createHash('sha256')
    .update(readFileSync(lockFile(checkout)))
    .digest('hex');

/** Writes the npm packages that running needs, as they are installed, into a tar archive. Others, and what lies beside them, stay out. */
export async function archivePackages(checkout: string, archive: string): Promise<void> {
  const input = packageFiles(checkout).join('\0');
  await run('tar', ['--create', '--file', archive, ...archiveForm, '-C', checkout, '--null', '--files-from=-'], { input });
}

/** Their files, by their paths in the checkout. Packages of this checkout itself are links, and no part of it. */
export function packageFiles(checkout: string): readonly string[] {
  const { packages } = JSON.parse(readFileSync(lockFile(checkout), 'utf8')) as LockFile;
  return Object.entries(packages)
    .filter(([path, { dev, link }]) => path.startsWith('node_modules/') && !dev && !link && existsSync(join(checkout, path)))
    .flatMap(([path]) => filesOf(checkout, path))
    .sort();
}

/** A package's own files. Packages in it have entries of their own in the lock file. */
function filesOf(checkout: string, folder: string, isPackage = true): string[] {
  return readdirSync(join(checkout, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return isPackage && entry.name === 'node_modules' ? [] : filesOf(checkout, path, false);
    return entry.isFile() ? [path] : [];
  });
}
