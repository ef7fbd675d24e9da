import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { damaged, outdated } from '../../host/bootstrap/bundle-fault.mjs';
import { type BundleManifest, packagesName, readBundle } from '../../host/bootstrap/bundle-reader.mjs';
import { finishedStep, isAbandoned } from '../../host/cached-step';
import { inGib, moreCacheSpace, requireSpace } from '../../host/disk-space';
import { damageOf, flush } from '../../host/folder-manifest';
import { UserError } from '../../host/user-error';
import { asBuiltBy, rememberBuilder } from '../go/builder';
import { lockHash } from './npm-archive';
import { type Part, partFolder } from './bundle-parts';

export interface LoadOptions {
  /** A file, or an address that begins with http:// or https://. */
  readonly source: string;
  readonly cache: string;
  readonly checkout: string;
  readonly parts: readonly Part[];
  readonly onDetail?: (text: string) => void;
}

export interface LoadedBundle {
  /** Names of the parts that were put into the cache. */
  readonly loaded: readonly string[];
  /** Names of those that were there before. */
  readonly present: readonly string[];
}

/**
 * Puts a bundle's parts into the cache, where this checkout finds them as if it had built them. They lie in a folder of their own until
 * all of the bundle was read and found whole; then each gets its place at once.
 * @throws a usage fault for a bundle that is damaged, foreign or outdated; nothing has changed then
 */
export async function loadBundle(options: LoadOptions): Promise<LoadedBundle> {
  const { cache } = options;
  mkdirSync(cache, { recursive: true, mode: 0o755 });
  removeAbandoned(cache);
  const folder = join(cache, `${unfinished}${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder, { mode: 0o755 });
  try {
    return await load(options, folder);
  } catch (error) {
    throw asUserError(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const unfinished = '.bundle-';

/** Removes what loads that were killed have left. */
function removeAbandoned(cache: string): void {
  for (const name of readdirSync(cache))
    if (name.startsWith(unfinished) && isAbandoned(name)) rmSync(join(cache, name), { recursive: true, force: true });
}

async function load({ source, cache, checkout, parts, onDetail }: LoadOptions, folder: string): Promise<LoadedBundle> {
  let fitting: Fitting | undefined;
  const manifest = await readBundle(source, {
    accept: async (read) => {
      fitting = await fittingParts(read, { checkout, parts, cache });
      requireSpace(cache, spaceOf(read, fitting.missing), 'what the bundle holds', moreCacheSpace);
    },
    place: (name) => (fitting!.missing.some((part) => isIn(part.folder, name)) ? join(folder, name) : undefined),
    onBytes: progressOf((text) => onDetail?.(text)),
  });
  const { missing, present, programs } = fitting!;
  onDetail?.('comparing each file with the checksum that was recorded when it was built');
  for (const part of missing) await requireWhole(part, folder);
  for (const part of missing) await putInPlace(join(folder, part.folder), join(cache, part.folder));
  rememberBuilder(cache, { go: manifest.go, platform: manifest.platform }, programs);
  return { loaded: missing.map(({ name }) => name), present: present.map(({ name }) => name) };
}

type Placed = BundleManifest['parts'][number];

/** A bundle's parts that are this checkout's. */
interface Fitting {
  readonly missing: readonly Placed[];
  readonly present: readonly Placed[];
  /** The programs that their keys depend on, for `rememberBuilder`. */
  readonly programs: readonly string[];
}

/** Compares a bundle's parts with those that this checkout would build with the bundle's Go. @throws where some differ */
async function fittingParts(
  manifest: BundleManifest,
  { checkout, parts, cache }: Pick<LoadOptions, 'checkout' | 'parts' | 'cache'>,
): Promise<Fitting> {
  const { go, platform } = manifest;
  const { result, programs } = await asBuiltBy({ go, platform }, async () => {
    const differing = manifest.lock === lockHash(checkout) ? [] : ['npm packages'];
    const [missing, present]: [Placed[], Placed[]] = [[], []];
    for (const part of parts) {
      const told = manifest.parts.find(({ name }) => name === part.name);
      if (!told && part.optional) continue;
      const folder = await partFolder(part);
      if (told?.folder !== folder) differing.push(part.name);
      else if (await finishedStep(join(cache, part.below), await part.step())) present.push(told);
      else missing.push(told);
    }
    return { differing, missing, present };
  });
  if (result.differing.length === 0) return { ...result, programs };
  throw outdated(
    `it was made from another version of this project (${manifest.version}); what differs: ${result.differing.join(', ')}`,
  );
}

const isIn = (folder: string, name: string): boolean => name.startsWith(`${folder}/`);

const spaceOf = ({ files }: BundleManifest, parts: readonly Placed[]): number =>
  files
    .filter(({ name }) => name !== packagesName && parts.some(({ folder }) => isIn(folder, name)))
    .reduce((sum, { size }) => sum + size, 0);

async function requireWhole({ name, folder }: Placed, unpacked: string): Promise<void> {
  const path = join(unpacked, folder);
  const damage = existsSync(path) ? await damageOf(path, { always: true }) : 'it is missing';
  if (damage !== undefined) throw damaged(`${name}: ${damage}`);
}

async function putInPlace(from: string, to: string): Promise<void> {
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  await flush(from);
  // Another load may have been faster.
  if (!existsSync(to)) renameSync(from, to);
  await flush(dirname(to));
}

/** Said at every twentieth: a log without a terminal gets a line for each. */
const steps = 20;

function progressOf(tell: (text: string) => void): (read: number, all: number) => void {
  let said = 0;
  return (read, all) => {
    const step = Math.floor((read * steps) / Math.max(all, 1));
    if (step > said) tell(`read: ${(step * 100) / steps} % of ${inGib(all)}`);
    said = step;
  };
}

/** What is read without npm packages knows nothing of this program's errors. */
const asUserError = (error: unknown): unknown =>
  error instanceof Error && error.name === 'BundleFault'
    ? new UserError((error as UserError).kind, error.message, { remedy: (error as UserError).remedy, cause: error })
    : error;
