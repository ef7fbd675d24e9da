import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

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
 */
export async function cachedStep(cache: string, step: CachedStep): Promise<{ folder: string; built: boolean }> {
  const folder = stepFolder(cache, step);
  if (existsSync(folder)) return { folder, built: false };
  mkdirSync(cache, { recursive: true });
  removeSiblings(cache, (name) => name.startsWith(`.${step.name}-`) && !ownerAlive(join(cache, name)));
  const unfinished = join(cache, `.${step.name}-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(unfinished);
  try {
    await step.build(unfinished);
    writeFileSync(join(unfinished, '.inputs.json'), JSON.stringify(step.inputs, null, 2));
    if (existsSync(folder)) rmSync(unfinished, { recursive: true, force: true });
    else renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  return { folder, built: true };
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

/** Whether the process that began an unfinished folder (its id is in the name) still runs. */
function ownerAlive(folder: string): boolean {
  const pid = Number(/-(\d+)-[0-9a-f]{8}$/.exec(folder)?.[1]);
  return Number.isInteger(pid) && existsSync(`/proc/${pid}`);
}
