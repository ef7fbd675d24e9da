import { exampleLab, exampleNames } from '../../../dev/expected/compare-expected';
import { expectedFiles } from '../../../dev/expected/expected-files';
import { keptFiles, telling } from '../../../dev/expected/kept-files';

test('the default lab and an example that nobody has chosen from keep every file', () => {
  const files = { 'platform.tf.json': '{}', 'machines/a/etc/hosts': '' };
  expect(keptFiles('default', files)).toEqual(files);
  expect(keptFiles('new', files)).toEqual(files);
});

test('files are chosen from examples that exist', () => {
  expect(exampleNames()).toEqual(expect.arrayContaining(Object.keys(telling)));
});

test.each(Object.entries(telling))('each choice from %s finds a file', (example, patterns) => {
  const paths = Object.keys(expectedFiles(exampleLab(example)));
  for (const pattern of patterns) expect(paths.filter((path) => pattern.test(path))).not.toEqual([]);
});
