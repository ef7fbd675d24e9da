import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../host/paths';
import { differenceOf, exampleNames, filesNow, folderOf, readFiles, writeFiles } from './compare-expected';

/* Rewrites the expected output of every example and prints the difference: `npm run expected`. A test sees that it is current. */
const names = exampleNames();
let difference = '';
for (const name of names) {
  const [before, after] = [readFiles(folderOf(name)), filesNow(name)];
  difference += differenceOf(before, after, relative(projectRoot, folderOf(name)));
  writeFiles(folderOf(name), after);
}
const all = join(folderOf(''));
for (const entry of readdirSync(all, { withFileTypes: true })) {
  if (!entry.isDirectory() || names.includes(entry.name)) continue;
  rmSync(join(all, entry.name), { recursive: true });
  difference += `removed ${relative(projectRoot, join(all, entry.name))}: there is no such example\n`;
}
process.stdout.write(difference || 'the expected output is current\n');
