import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sealFolder } from '../../host/folder-manifest';
import { labFiles } from '../../host/lab-files';
import { UserError, labError, usageError } from '../../host/user-error';
import { closestName } from '../../lib/model';
import type { Context } from '../context';
import { type CheckpointManifest, readManifest } from './manifest';

/** A checkpoint as it lies in the lab's folder. */
export interface StoredCheckpoint {
  readonly name: string;
  readonly folder: string;
  /** Bytes that it takes of the disk. */
  readonly bytes: number;
  /** Undefined where `fault` says why it cannot be read. */
  readonly manifest?: CheckpointManifest;
  readonly fault?: string;
}

/** What to do where the disk has no room for one. */
export const makeRoom = 'make room, or remove a checkpoint: ./lab checkpoints --remove NAME';

/** The checkpoints of a lab: below `.lab/NAME/checkpoints`. */
export const checkpointsOf = ({ stateDir }: Pick<Context, 'stateDir'>): CheckpointStore =>
  new CheckpointStore(labFiles(stateDir).checkpoints);

/** Checkpoints in a folder: a folder each, whole or not there. */
export class CheckpointStore {
  constructor(private readonly folder: string) {}

  /** Oldest first; damaged ones first of all. */
  list(): StoredCheckpoint[] {
    if (!existsSync(this.folder)) return [];
    const names = readdirSync(this.folder).filter((name) => isName(name));
    const taken = ({ manifest }: StoredCheckpoint) => manifest?.takenAt ?? '';
    return names.map((name) => this.read(name)).sort((one, other) => (taken(one) < taken(other) ? -1 : 1));
  }

  /** The named one, or the one that was taken last. @throws a usage fault where there is none */
  find(name: string | undefined): StoredCheckpoint & { readonly manifest: CheckpointManifest } {
    const all = this.list();
    const found = name === undefined ? all.findLast(({ manifest }) => manifest) : all.find((each) => each.name === name);
    if (!found) throw missing(name, all);
    if (!found.manifest) throw labError(found.fault!, { remedy: `remove it with ./lab checkpoints --remove ${found.name}` });
    return { ...found, manifest: found.manifest };
  }

  /** A name that no checkpoint has: the one asked for, or the next number. @throws a usage fault for one that is taken */
  freeName(name: string | undefined): string {
    const taken = this.list().map((each) => each.name);
    if (name === undefined) {
      const numbers = taken.map((each) => Number(/^checkpoint-(\d+)$/.exec(each)?.[1] ?? 0));
      return `checkpoint-${Math.max(0, ...numbers) + 1}`;
    }
    if (!isName(name))
      throw usageError(`"${name}" is no name for a checkpoint`, {
        remedy: 'use up to 40 lower case letters, digits and hyphens, a letter or a digit first',
      });
    if (taken.includes(name))
      throw usageError(`there is a checkpoint "${name}" already`, {
        remedy: `choose another name, or remove that one first: ./lab checkpoints --remove ${name}`,
      });
    return name;
  }

  /** An empty folder to write a checkpoint into. What ended commands have left there is removed. */
  begin(): string {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.folder).filter((each) => each.startsWith(unfinished) && !isAtWork(each)))
      this.discard(join(this.folder, name));
    const folder = join(this.folder, `${unfinished}${process.pid}`);
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  }

  /** Gives a folder that is complete its name: all of it is on the disk and known by its hash then. */
  async commit(folder: string, name: string): Promise<string> {
    await sealFolder(folder);
    const target = join(this.folder, name);
    renameSync(folder, target);
    const descriptor = openSync(this.folder, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
    return target;
  }

  discard(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
  }

  /** It has no name any more as soon as it is not whole any more. @throws a usage fault where there is none of this name */
  remove(name: string): void {
    const all = this.list();
    const found = all.find((each) => each.name === name);
    if (!found) throw missing(name, all);
    const doomed = join(this.folder, `${unfinished}${process.pid}`);
    this.discard(doomed);
    renameSync(found.folder, doomed);
    this.discard(doomed);
  }

  private read(name: string): StoredCheckpoint {
    const folder = join(this.folder, name);
    const bytes = bytesIn(folder);
    try {
      const manifest = readManifest(folder);
      return { name, folder, bytes, manifest, fault: manifest ? undefined : `the checkpoint "${name}" has no checkpoint.json` };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { name, folder, bytes, fault: error.message };
    }
  }
}

/** What the folders of unfinished work begin with; no checkpoint is called so. */
const unfinished = '.unfinished-';

/** Whether another process that runs is writing into it: the labs of a machine share a folder of those that others begin with. */
function isAtWork(name: string): boolean {
  const pid = Number(name.slice(unfinished.length));
  return pid !== process.pid && existsSync(`/proc/${pid}`);
}

const isName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{0,39}$/.test(name);

function missing(name: string | undefined, all: readonly StoredCheckpoint[]) {
  const names = all.map((each) => each.name);
  if (names.length === 0) return usageError('the lab has no checkpoint', { remedy: 'make one with ./lab checkpoint' });
  if (name === undefined) return usageError('every checkpoint of the lab is damaged', { remedy: './lab checkpoints lists them' });
  const nearest = closestName(name, names);
  return usageError(`there is no checkpoint "${name}"`, {
    remedy: nearest ? `did you mean ${nearest}?` : `the checkpoints are ${names.join(', ')}`,
  });
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).blocks * 512, 0);
