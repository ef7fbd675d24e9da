import { countPackages } from '../../../build/go/built-packages';

function heard(toBuild: readonly string[], lines: readonly string[]): string[] {
  const said: string[] = [];
  const listen = countPackages(toBuild, (text) => said.push(text));
  for (const line of lines) listen(line);
  return said;
}

const packages = Array.from({ length: 200 }, (_, index) => `example.com/package-${index}`);

test('a long build is told at every twentieth', () => {
  const said = heard(packages, packages);
  expect(said).toHaveLength(20);
  expect(said[0]).toBe('compiling: 10 of 200 packages');
  expect(said.at(-1)).toBe('compiling: 200 of 200 packages');
});

test('a short one is told at each package', () => {
  expect(heard(['a', 'b', 'c'], ['b', 'a', 'c'])).toEqual([1, 2, 3].map((count) => `compiling: ${count} of 3 packages`));
});

test('other lines are handed on, and what was not waited for is not counted', () => {
  expect(heard(['a'], ['go: downloading example.com/a v1.0.0', 'a', 'a'])).toEqual([
    'go: downloading example.com/a v1.0.0',
    'compiling: 1 of 1 packages',
    'a',
  ]);
});

test('nothing is said of a build for which there is nothing to compile', () => {
  expect(heard([], [])).toEqual([]);
});
