import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { projectRoot } from '../../host/paths';
import { generatedPages } from './pages';

/* Rewrites the generated parts of all pages and prints the difference: `npm run docs`. A test sees that they are current. */
async function main(): Promise<void> {
  for (const { path, before, after } of await generatedPages()) {
    if (before === after) continue;
    writeFileSync(join(projectRoot, path), after);
    process.stdout.write(createTwoFilesPatch(path, path, before, after));
  }
}

void main().then(() => process.exit(0));
