import { createHash } from 'node:crypto';
import {
  type BigIntStats,
  chmodSync,
  createReadStream,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isTemporaryOf, writeJson } from './state-file';
import { type Trusted, trusted } from './trust';

const manifestName = '.manifest.json';

/** What is kept of a file: its content's SHA-256 (a link's is that of where it leads), and how the file looked when that was taken. */
interface Kept {
  readonly sha256: string;
  readonly looks: string;
}
type Manifest = Readonly<Record<string, Kept>>;

/** All may read it: root's cache may be used by others. */
const writeManifest = (folder: string, manifest: Manifest): void => writeJson(join(folder, manifestName), manifest, 0o644);

export const hasManifest = (folder: string): boolean => existsSync(join(folder, manifestName));

/**
 * Writes down what is in a folder, and takes the right to write in it from all but its owner. All of it is on the disk then: a power cut
 * afterwards loses nothing.
 */
export async function sealFolder(folder: string): Promise<void> {
  const manifest: Record<string, Kept> = {};
  for (const path of pathsIn(folder)) {
    takeFromOthers(path);
    const stats = lstatSync(path, { bigint: true });
    if (stats.isFile() || stats.isDirectory()) await flush(path);
    if (!stats.isDirectory())
      manifest[relative(folder, path)] = { sha256: await contentHash(path, stats), looks: looksOf(stats) };
  }
  writeManifest(folder, manifest);
}

/**
 * What is wrong with a folder that was sealed; undefined where all of it is as it was. A file that looks as it did then (same size,
 * times, inode) is not read: the kernel sets the time of a change (inode(7), ctime), and only root can make it lie. Reading 1 GiB
 * takes seconds, and every command would pay them. A file that looks different is read, and remembered as it looks now.
 * @param options.always whether every file is read: a disk that forgets tells no time of it
 */
export async function damageOf(
  folder: string,
  { who = trusted(), always = false }: { readonly who?: Trusted; readonly always?: boolean } = {},
): Promise<string | undefined> {
  const manifest = readManifest(folder);
  if (!manifest) return `${manifestName} cannot be read`;
  const missing = new Set(Object.keys(manifest));
  const renewed: Record<string, Kept> = {};
  for (const path of pathsIn(folder)) {
    const name = relative(folder, path);
    const stats = lstatSync(path, { bigint: true });
    const foreign = foreignEntry(stats, who);
    if (foreign) return `${name || 'the folder'} ${foreign}`;
    if (stats.isDirectory() || name === manifestName || isTemporaryOf(manifestName, name)) continue;
    const kept = manifest[name];
    if (!kept) return `${name} was not made with it`;
    missing.delete(name);
    if (!always && kept.looks === looksOf(stats)) continue;
    if ((await contentHash(path, stats)) !== kept.sha256) return `${name} is not what was made`;
    renewed[name] = { ...kept, looks: looksOf(stats) };
  }
  if (missing.size > 0) return `${[...missing].join(', ')} is missing`;
  if (Object.keys(renewed).length > 0) {
    try {
      writeManifest(folder, { ...manifest, ...renewed });
    } catch (error) {
      mayBeReadOnly(error as NodeJS.ErrnoException);
    }
  }
  return undefined;
}

/**
 * Remembers how the files of a sealed folder look now, without reading them: whoever has given a file another name (a hard link) has
 * changed its times and not its content.
 */
export function rememberLooks(folder: string): void {
  const manifest = readManifest(folder);
  if (!manifest) return;
  const looks = (name: string) => looksOf(lstatSync(join(folder, name), { bigint: true }));
  const renewed = Object.fromEntries(Object.entries(manifest).map(([name, kept]) => [name, { ...kept, looks: looks(name) }]));
  try {
    writeManifest(folder, renewed);
  } catch (error) {
    mayBeReadOnly(error as NodeJS.ErrnoException);
  }
}

/** What others than the trusted could have written in a folder that has no manifest; undefined where there is nothing. */
export function foreignIn(folder: string, who: Trusted = trusted()): string | undefined {
  for (const path of pathsIn(folder)) {
    const foreign = foreignEntry(lstatSync(path, { bigint: true }), who);
    if (foreign) return `${relative(folder, path) || 'the folder'} ${foreign}`;
  }
  return undefined;
}

/** A careless umask must not make what is finished look like what others wrote. */
function takeFromOthers(path: string): void {
  const stats = lstatSync(path);
  if (!stats.isSymbolicLink() && (stats.mode & 0o022) !== 0) chmodSync(path, stats.mode & 0o7755);
}

function foreignEntry(stats: BigIntStats, who: Trusted): string | undefined {
  if (!who.users.includes(Number(stats.uid))) return `belongs to the user ${stats.uid}`;
  if (stats.isSymbolicLink()) return undefined;
  const open = (stats.mode & 0o002n) !== 0n || ((stats.mode & 0o020n) !== 0n && !who.groups.includes(Number(stats.gid)));
  return open ? 'can be written by other users' : undefined;
}

/** The folder itself and everything in it. */
function pathsIn(folder: string): string[] {
  const inside = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pathsIn(path) : [path];
  });
  return [folder, ...inside];
}

const looksOf = ({ size, mode, mtimeNs, ctimeNs, ino }: BigIntStats): string => [size, mode, mtimeNs, ctimeNs, ino].join(' ');

async function contentHash(path: string, stats: BigIntStats): Promise<string> {
  // The right to execute is part of what a file is.
  const hash = createHash('sha256').update(stats.isSymbolicLink() ? 'link' : stats.mode & 0o111n ? 'program' : 'file');
  if (stats.isSymbolicLink()) return hash.update(readlinkSync(path)).digest('hex');
  if (!stats.isFile()) return hash.update(`special ${stats.mode} ${stats.rdev}`).digest('hex');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

function readManifest(folder: string): Manifest | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(join(folder, manifestName), 'utf8'));
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes to the disk what the kernel still holds of a file, or a folder's list of names. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Root's cache may be used by others: they look at every file each time. */
export function mayBeReadOnly(error: NodeJS.ErrnoException): void {
  if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code ?? '')) throw error;
}
