import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../../dev/docs/project-files';
import { projectRoot } from '../../host/paths';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const variablesIn = (text: string) => [...new Set(text.match(/\bLAB_[A-Z_]*[A-Z]\b/g) ?? [])].sort();

/** Programs of the lab: what tests, packages and pages say is no setting. */
const programs = projectFiles().filter(
  (path) =>
    (/\.(ts|js|mjs|sh)$/.test(path) || path === 'lab' || path === 'host/typescript') && !/^(test|packages|docs)\//.test(path),
);

/** What cloud-init tells a machine; nobody sets it. */
const ofMachines = ['LAB_ROLE'];

test('docs/configuration.md tells of each LAB_ variable that a program reads, and of no other', () => {
  const known = variablesIn(programs.map(read).join('\n'));
  expect(known).toEqual(expect.arrayContaining(['LAB_CACHE', ...ofMachines]));
  expect(variablesIn(read('docs/configuration.md'))).toEqual(known.filter((name) => !ofMachines.includes(name)));
});
