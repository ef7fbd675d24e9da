import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recipeHash } from '../../../build/image/recipe-hash';
import { projectRoot } from '../../../host/paths';

const folder = join(projectRoot, 'build', 'image');

/** What the steps of the image name as their recipes. */
const named = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/recipe: recipeHash\(([^)]*)\)/g)])
  .flatMap(([, files]) => [...files!.matchAll(/'([^']+)'/g)].map(([, name]) => name!));

test('every file that a step names as its recipe is there', () => {
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
});

test('other files are another recipe, and the same ones are the same', () => {
  expect(recipeHash('umoci.ts')).toBe(recipeHash('umoci.ts'));
  expect(recipeHash('umoci.ts')).not.toBe(recipeHash('debian-root.ts'));
});

test('a recipe that is not there is an error, not an empty one', () => {
  expect(() => recipeHash('nothing.ts')).toThrow(/nothing\.ts/);
});
