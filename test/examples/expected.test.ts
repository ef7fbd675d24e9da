import { readdirSync } from 'node:fs';
import { differenceOf, exampleNames, filesNow, folderOf, readFiles } from '../../dev/expected/compare-expected';

test.each(exampleNames())('examples/%s.yaml is synthesized to its expected output; `npm run expected` rewrites it', (name) => {
  expect(differenceOf(readFiles(folderOf(name)), filesNow(name), `examples/expected/${name}`)).toBe('');
});

test('each folder of expected output is of an example', () => {
  const folders = readdirSync(folderOf(''), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(exampleNames().sort());
});
