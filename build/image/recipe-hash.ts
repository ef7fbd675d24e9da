import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../host/paths';

/** A hash of files of this folder that decide how something is made, so that changing the recipe makes it anew. */
export function recipeHash(...files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(projectRoot, 'build', 'image', file)));
  return hash.digest('hex');
}
