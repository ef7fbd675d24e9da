import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { BundleManifest } from '../../../host/bootstrap/bundle-reader.mjs';
import { cachedStep } from '../../../host/cached-step';
import { builderElsewhere } from '../../../build/go/builder';
import type { Part } from '../../../build/bundle/bundle-parts';
import { type BundleContents, writeBundle } from '../../../build/bundle/write-bundle';
import { type Entry, tarOf } from '../../host/bootstrap/tar-of';

/** The Go of the machine that makes bundles. */
export const builder = { go: 'go1.26.8', platform: 'linux_amd64' };
/** The Go of the machine that loads them. */
const otherGo = { go: 'go1.26.6', platform: 'linux_amd64' };

/** A part that is made of a recipe by the Go that the cache names, else by this machine's. */
export const part = (name: string, recipe: string, more: Partial<Part> = {}): Part => ({
  name,
  below: '.',
  step: async () => ({ name, inputs: { recipe, ...(builderElsewhere({ recipe }) ?? otherGo) } }),
  ...more,
});

export const parts = (recipe = '1'): readonly Part[] => [
  part('node', `node ${recipe}`, { below: 'image' }),
  part('opentofu', 'opentofu 1'),
  part('tests', 'tests 1', { optional: true }),
];

export interface Place {
  readonly folder: string;
  readonly cache: string;
  readonly checkout: string;
  readonly file: string;
  remove(): void;
}

/** A machine with a checkout and an empty cache. `LAB_CACHE` names it until it is removed. */
export function newPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const [cache, checkout] = [join(folder, 'cache'), join(folder, 'checkout')];
  makeCheckout(checkout);
  const before = process.env.LAB_CACHE;
  process.env.LAB_CACHE = cache;
  return {
    ...{ folder, cache, checkout, file: join(folder, 'lab.bundle') },
    remove: () => {
      if (before === undefined) delete process.env.LAB_CACHE;
      else process.env.LAB_CACHE = before;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A lock file of one package, one within it, one for developing and one of the checkout itself; all of them installed. */
export function makeCheckout(checkout: string, { installed = true } = {}): void {
  const packages = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a/node_modules/b': { version: '1.0.0' },
    'node_modules/dev': { version: '1.0.0', dev: true },
    'node_modules/@own/c': { resolved: 'packages/c', link: true },
    'node_modules/absent': { version: '1.0.0', optional: true },
  };
  write(join(checkout, 'package-lock.json'), JSON.stringify({ packages }));
  write(join(checkout, 'packages/c/index.js'), 'c');
  write(join(checkout, 'host/bootstrap/node.txt'), 'node');
  if (!installed) return;
  for (const [name, content] of Object.entries(packageContents)) write(join(checkout, 'node_modules', name), content);
  mkdirSync(join(checkout, 'node_modules/@own'));
  symlinkSync('../../packages/c', join(checkout, 'node_modules/@own/c'));
}

const packageContents = {
  'a/index.js': 'a',
  'a/node_modules/b/index.js': 'b',
  'a/node_modules/stray/index.js': 'nobody asked for it',
  'dev/index.js': 'dev',
  '.lab-programs/main.cjs': 'made here',
  '.env': 'password=xyzzy',
};

export function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Builds parts as `cachedStep` does, with the bundle maker's Go. */
export async function buildParts(cache: string, wanted: readonly Part[]): Promise<void> {
  for (const { below, step } of wanted) {
    const { name, inputs } = await step();
    const build = async (folder: string) => {
      write(join(folder, 'program'), `${name} ${inputs.recipe}`.repeat(1000));
      write(join(folder, 'package/inner'), name);
    };
    await cachedStep(join(cache, below), { name, inputs: { ...inputs, ...builder }, build });
  }
}

export const contents = ({ cache, checkout }: Place, wanted = parts()): BundleContents => ({
  ...{ cache, checkout, builder, parts: wanted, version: '0.1.0' },
});

/** A bundle of small parts, all of them built. */
export async function madeBundle(place: Place): Promise<string> {
  await buildParts(place.cache, parts());
  await writeBundle(place.file, contents(place));
  return place.file;
}

/** A bundle's files, to be changed and put together again. */
export function entriesOf(file: string): Entry[] {
  const archive = gunzipSync(readFileSync(file));
  const entries: Entry[] = [];
  for (let at = 0; archive[at] !== 0;) {
    const text = (start: number, length: number) => archive.toString('latin1', at + start, at + start + length).split('\0')[0]!;
    const size = parseInt(text(124, 12), 8);
    entries.push({ name: text(0, 100), mode: parseInt(text(100, 8), 8), content: archive.subarray(at + 512, at + 512 + size) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return entries;
}

export const packEntries = (file: string, entries: readonly Entry[]): void => writeFileSync(file, gzipSync(tarOf(entries)));

export const manifestIn = (entries: readonly Entry[]): BundleManifest =>
  JSON.parse(String(entries[0]!.content)) as BundleManifest;

/** Changes what a bundle says of itself, and nothing else. */
export function changeManifest(file: string, change: (manifest: BundleManifest) => object): void {
  const [first, ...rest] = entriesOf(file);
  packEntries(file, [{ ...first!, content: JSON.stringify(change(manifestIn([first!]))) }, ...rest]);
}
