import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type BundleManifest,
  format,
  manifestName,
  packagesName,
  platformHere,
  product,
} from '../../host/bootstrap/bundle-reader.mjs';
import { finishedStep } from '../../host/cached-step';
import { damageOf, flush } from '../../host/folder-manifest';
import { run } from '../../host/run';
import { environmentError, usageError } from '../../host/user-error';
import { archiveForm } from './archive-form';
import { archiveNode } from './node-archive';
import { archivePackages, lockHash } from './npm-archive';
import { type Part, partFolder } from './bundle-parts';
import { asBuiltBy, type Builder } from '../go/builder';

export interface BundleContents {
  readonly cache: string;
  readonly checkout: string;
  /** The project's version. */
  readonly version: string;
  readonly parts: readonly Part[];
  /** The Go that built all of them. */
  readonly builder: Builder;
}

export interface WrittenBundle {
  readonly file: string;
  readonly bytes: number;
  /** Names of the parts in it. */
  readonly parts: readonly string[];
}

/**
 * Refuses a file's name before anything is built for it.
 * @throws a usage fault for a name that stands for something, or in no folder
 */
export function requireNewFile(file: string): void {
  if (existsSync(file)) throw usageError(`${file} exists already`, { remedy: 'remove it, or give the bundle another name' });
  if (!existsSync(dirname(file)))
    throw usageError(`the folder ${dirname(file)} does not exist`, { remedy: 'make it, or give the bundle another name' });
}

/** Writes a bundle of what the cache holds: whole, or not at all. All may read it, for there is no secret in it. */
export async function writeBundle(
  file: string,
  contents: BundleContents,
  onDetail: (text: string) => void = () => undefined,
): Promise<WrittenBundle> {
  requireNewFile(file);
  const folder = mkdtempSync(join(dirname(file), `.${basename(file)}-`));
  try {
    onDetail('npm packages');
    await archivePackages(contents.checkout, join(folder, packagesName));
    const { result: manifest } = await asBuiltBy(contents.builder, () => manifestOf(contents, folder, onDetail));
    writeFileSync(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    onDetail('packing');
    const packed = join(folder, 'packed');
    await pack(packed, folder, contents.cache, manifest);
    await flush(packed);
    requireNewFile(file);
    renameSync(packed, file);
    await flush(dirname(file));
    return { file, bytes: statSync(file).size, parts: manifest.parts.map(({ name }) => name) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function manifestOf(
  { cache, checkout, version, parts, builder }: BundleContents,
  folder: string,
  onDetail: (text: string) => void,
): Promise<BundleManifest> {
  const found: { name: string; folder: string }[] = [];
  const node = await archiveNode(cache, checkout, folder);
  const files = [await fileOf(folder, packagesName), ...(node === undefined ? [] : [await fileOf(folder, node)])];
  for (const part of parts) {
    onDetail(part.name);
    const place = await partFolder(part);
    if (!(await isWhole(cache, part, place))) continue;
    found.push({ name: part.name, folder: place });
    for (const name of filesIn(join(cache, place))) files.push(await fileOf(cache, join(place, name)));
  }
  return { product, format, version, platform: platformHere(), go: builder.go, lock: lockHash(checkout), parts: found, files };
}

/** Whether there is a part to put in. Each of its files is read: what a disk has forgotten must not go to a whole class. */
async function isWhole(cache: string, part: Part, place: string): Promise<boolean> {
  const folder = await finishedStep(join(cache, part.below), await part.step());
  const damage = folder === undefined ? 'it is missing' : await damageOf(folder, { always: true });
  if (damage === undefined) return true;
  if (part.optional) return false;
  throw environmentError(`${join(cache, place)} cannot be put into a bundle: ${damage}`, {
    remedy: 'remove that folder where there is one; then run the same command again, which makes it anew',
  });
}

/** What a finished folder holds are ordinary files; a loader takes nothing else. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

async function fileOf(folder: string, name: string): Promise<BundleManifest['files'][number]> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(folder, name), { highWaterMark: 1 << 20 }), hash);
  return { name, size: statSync(join(folder, name)).size, sha256: hash.digest('hex') };
}

/** The manifest comes first, so that a loader knows what it gets. What no part has follows: it is needed before the parts are. */
async function pack(packed: string, folder: string, cache: string, { files, parts }: BundleManifest): Promise<void> {
  const names = files.map(({ name }) => name);
  const isOfPart = (name: string) => parts.some((part) => name.startsWith(`${part.folder}/`));
  const first = names.filter((name) => !isOfPart(name));
  const words = ['-C', folder, manifestName, ...first, '-C', cache, ...names.filter(isOfPart)];
  // Without -n, gzip would write down when it was run.
  await run('tar', ['--create', '--file', packed, '--use-compress-program=gzip -n', ...archiveForm, ...words], {
    umask: 0o022,
    errorKind: 'environment',
    remedy: 'see what tar says above; then run the same command again',
  });
}
