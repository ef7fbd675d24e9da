import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../../dev/docs/project-files';
import { projectRoot } from '../../host/paths';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const variablesIn = (text: string) => [...new Set(text.match(/\bLAB_[A-Z_]*[A-Z]\b/g) ?? [])].sort();

/** Programs of this computer: what tests, packages and pages say is no setting, nor what machines of the lab are told. */
const programs = projectFiles().filter(
  (path) =>
    (/\.(ts|js|mjs|sh)$/.test(path) || path === 'lab' || path === 'host/typescript') && !/^(test|packages|docs|build\/image\/root)\//.test(path),
);

test('docs/configuration.md tells of each LAB_ variable that a program reads, and of no other', () => {
  const known = variablesIn(programs.map(read).join('\n'));
  expect(known).toContain('LAB_CACHE');
  expect(variablesIn(read('docs/configuration.md'))).toEqual(known);
});
