import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../host/paths';
import { entriesOf, madeBundle, makeCheckout, newPlace, packEntries, type Place, write } from '../../build/bundle/small-cache';

let place: Place;
let checkout: string;
beforeEach(async () => {
  place = newPlace();
  await madeBundle(place);
  checkout = join(place.folder, 'other-checkout');
  makeCheckout(checkout, { installed: false });
});
afterEach(() => place.remove());

function install() {
  const words = [join(projectRoot, 'host/bootstrap/bundle-packages.mjs'), place.file, checkout];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return { status, stderr };
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe('packages are not taken, and those that are there stay,', () => {
  beforeEach(() => write(join(checkout, 'node_modules/a/index.js'), 'old'));
  afterEach(() => {
    expect(filesIn(join(checkout, 'node_modules'))).toEqual(['a/index.js']);
    expect(readdirSync(checkout).sort()).toEqual(['host', 'node_modules', 'package-lock.json', 'packages']);
  });

  test('from a bundle of other packages', () => {
    writeFileSync(join(checkout, 'package-lock.json'), '{"packages":{}}');
    const { status, stderr } = install();
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: the bundle is outdated: .* \(0\.1\.0\): npm packages differ/);
  });

  test('from one that is cut off', () => {
    writeFileSync(place.file, readFileSync(place.file).subarray(0, 700));
    const { status, stderr } = install();
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: the bundle is damaged: it ends too early\n {2}what to do: copy or download it again/);
  });

  test('from one whose packages are not what its manifest says', () => {
    const entries = entriesOf(place.file);
    entries[1] = { ...entries[1]!, content: String(entries[1]!.content).replace('node_modules/a/', 'node_modules/x/') };
    packEntries(place.file, entries);
    expect(install()).toMatchObject({ status: 2, stderr: expect.stringContaining('npm.tar is not what was put into it') });
  });
});

test('packages are those that were installed for running, with links to those of the checkout', () => {
  mkdirSync(join(checkout, '.lab-packages-killed/node_modules'), { recursive: true });
  expect(install()).toEqual({ status: 0, stderr: '' });
  const packages = join(checkout, 'node_modules');
  expect(filesIn(packages)).toEqual(['@own/c', 'a/index.js', 'a/node_modules/b/index.js']);
  expect(readFileSync(join(packages, '@own/c/index.js'), 'utf8')).toBe('c');
  expect(statSync(join(packages, 'a/index.js')).mode & 0o777).toBe(0o644);
  expect(existsSync(join(checkout, '.lab-packages-killed'))).toBe(false);
});

test('they replace what was there', () => {
  write(join(checkout, 'node_modules/old/index.js'), 'old');
  expect(install().status).toBe(0);
  expect(existsSync(join(checkout, 'node_modules/old'))).toBe(false);
});
