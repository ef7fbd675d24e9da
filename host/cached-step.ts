import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { environmentError } from './user-error';
import { damageOf, flush, foreignIn, hasManifest, mayBeReadOnly, sealFolder } from './folder-manifest';
import { foreignWriter } from './trust';

/** A step of a build whose result is kept in the cache under a key made of everything that goes into it. */
export interface CachedStep {
  /** Folder name in the cache and in progress: `kubernetes`, `root-filesystem`. */
  readonly name: string;
  /** Everything the result depends on. Equal inputs, equal key. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Makes the result in an empty folder. */
  build(folder: string): Promise<void>;
}

/** The step's content key: 16 hexadecimal digits of the SHA-256 of its inputs. */
export function stepKey(step: Pick<CachedStep, 'name' | 'inputs'>): string {
  const sorted = Object.entries(step.inputs).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([step.name, sorted]))
    .digest('hex')
    .slice(0, 16);
}

export const stepFolder = (cache: string, step: Pick<CachedStep, 'name' | 'inputs'>): string =>
  join(cache, `${step.name}-${stepKey(step)}`);

/**
 * Returns the step's finished folder, building it when it is not there. An interrupted build leaves nothing that
 * looks finished: the folder gets its final name only at the end, and leftovers of dead builds are removed.
 * @throws an environment fault where other users could write to the cache, which holds what root runs.
 */
export async function cachedStep(cache: string, step: CachedStep): Promise<{ folder: string; built: boolean }> {
  const folder = stepFolder(cache, step);
  if (await finishedStep(cache, step)) return { folder, built: false };
  mkdirSync(cache, { recursive: true, mode: 0o755 });
  requireOwnCache(cache);
  removeSiblings(cache, (name) => name.startsWith(`.${step.name}-`) && isAbandoned(name));
  const unfinished = join(cache, `.${step.name}-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(unfinished, { mode: 0o755 });
  try {
    await step.build(unfinished);
    writeFileSync(join(unfinished, inputsName), inputsText(step));
    await sealFolder(unfinished);
    if (existsSync(folder)) rmSync(unfinished, { recursive: true, force: true });
    else renameSync(unfinished, folder);
    await flush(cache);
    sound.add(folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  return { folder, built: true };
}

/** Folders that this process has looked at: what is in them does not change under it. */
const sound = new Set<string>();

/**
 * The step's folder where it is finished and as it was made. A damaged one is taken out of the way, with a word about it.
 * One from before there were manifests counts where its inputs are the step's and nobody else could have written in it.
 * @throws an environment fault where other users could write to the cache.
 */
export async function finishedStep(cache: string, step: Pick<CachedStep, 'name' | 'inputs'>): Promise<string | undefined> {
  requireOwnCache(cache);
  const folder = stepFolder(cache, step);
  if (!existsSync(folder)) return undefined;
  if (sound.has(folder)) return folder;
  const damage = hasManifest(folder) ? await damageOf(folder) : await adopt(folder, step);
  if (damage === undefined) {
    sound.add(folder);
    return folder;
  }
  process.stderr.write(`  ${folder} is made again: ${damage}\n`);
  const aside = join(cache, `.${step.name}-${process.pid}-${randomBytes(4).toString('hex')}`);
  renameSync(folder, aside);
  rmSync(aside, { recursive: true, force: true });
  return undefined;
}

const inputsName = '.inputs.json';
const inputsText = ({ inputs }: Pick<CachedStep, 'inputs'>): string => JSON.stringify(inputs, null, 2);

/** Seals a folder that was finished before there were manifests, or says why it is not to be trusted. */
async function adopt(folder: string, step: Pick<CachedStep, 'name' | 'inputs'>): Promise<string | undefined> {
  const inputs = join(folder, inputsName);
  if (!existsSync(inputs) || readFileSync(inputs, 'utf8') !== inputsText(step)) return 'it does not say what it was made of';
  const foreign = foreignIn(folder);
  if (foreign) return foreign;
  await sealFolder(folder).catch(mayBeReadOnly);
  return undefined;
}

function requireOwnCache(cache: string): void {
  const foreign = foreignWriter(cache);
  if (foreign === undefined) return;
  throw environmentError(`the cache ${cache} holds programs that are run, and ${foreign}`, {
    remedy: `take the right to write away from others (chmod go-w, chown), or name a folder of your own: LAB_CACHE=/some/folder`,
  });
}

/** One hash over a folder's files, their paths and modes: an input for `CachedStep.inputs`. */
export function hashFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const file of listFiles(folder)) {
    hash.update(`${relative(folder, file)}\0${statSync(file).mode & 0o111 ? 'x' : '-'}\0`);
    hash.update(readFileSync(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function removeSiblings(cache: string, matches: (name: string) => boolean): void {
  for (const name of readdirSync(cache)) if (matches(name)) rmSync(join(cache, name), { recursive: true, force: true });
}

/** Whether the process that began an unfinished folder (its id is in the name) runs no more. */
export function isAbandoned(name: string): boolean {
  const pid = Number(/-(\d+)-[0-9a-f]{8}$/.exec(name)?.[1]);
  return !(Number.isInteger(pid) && existsSync(`/proc/${pid}`));
}
