// Reads a bundle that `./lab bundle` has written: a manifest, then the files that it names, each with its SHA-256. It needs no npm package.
import { createHash } from 'node:crypto';
import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { damaged, foreign } from './bundle-fault.mjs';
import { openBundle } from './bundle-source.mjs';
import { tarFiles } from './tar-reader.mjs';

export const product = 'kubernetes-network-lab';
export const format = 1;
export const manifestName = 'manifest.json';
/** The npm packages that running needs: a tar archive of node_modules. */
export const packagesName = 'npm.tar';

const manifestLimit = 1 << 22;

/** This machine as Go calls it: `linux_amd64`. */
export const platformHere = ({ platform, arch } = process) => `${platform}_${{ x64: 'amd64' }[arch] ?? arch}`;

/**
 * Reads a bundle from its beginning.
 * @param source a file or an address
 * @param options.accept looks at the manifest, and throws where the bundle is of no use
 * @param options.place where a file goes, an absolute path; undefined for one that is only checked
 * @param options.last the last file that is of interest. Default: all are read
 * @param options.onBytes told how many bytes of how many were read
 * @returns the manifest
 */
export async function readBundle(source, { accept, place, last, onBytes }) {
  const files = tarFiles(await openBundle(source));
  try {
    const manifest = await manifestOf(await files.next());
    await accept(manifest);
    const missing = new Map(manifest.files.map((file) => [file.name, file]));
    const all = manifest.files.reduce((sum, { size }) => sum + size, 0);
    let read = 0;
    const count = (length) => onBytes?.((read += length), all);
    for await (const file of files) {
      const told = missing.get(file.name);
      if (!told) throw damaged(`${file.name} is in it and not in its manifest`);
      missing.delete(file.name);
      if (file.size !== told.size) throw damaged(`${file.name} has ${file.size} bytes, and its manifest says ${told.size}`);
      const sha256 = await keep(file, place(file.name), { count });
      if (sha256 !== told.sha256) throw damaged(`${file.name} is not what was put into it`);
      if (file.name === last) return manifest;
    }
    if (missing.size > 0) throw damaged(`${[...missing.keys()].join(', ')} is missing`);
    return manifest;
  } finally {
    await files.return();
  }
}

/** Writes a file of an archive to `path`, to the disk where it is `lasting`, and returns its SHA-256. */
export async function keep({ mode, pieces }, path, { count, lasting = true } = {}) {
  const hash = createHash('sha256');
  if (path !== undefined) await makeFolder(dirname(path));
  const handle = path === undefined ? undefined : await open(path, 'wx', 0o600);
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      await handle?.writeFile(piece);
      count?.(piece.length);
    }
    // Whatever the umask is.
    await handle?.chmod(mode & 0o111 ? 0o755 : 0o644);
    if (lasting) await handle?.sync();
  } finally {
    await handle?.close();
  }
  return hash.digest('hex');
}

/** Makes a folder and those above it that there are not. All may read them, whatever the umask is. */
async function makeFolder(folder) {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; ; made = dirname(made)) {
    await chmod(made, 0o755);
    if (made === first) return;
  }
}

async function manifestOf({ value: file, done }) {
  if (done || file.name !== manifestName) throw foreign(`its first file is ${done ? 'missing' : file.name}, not ${manifestName}`);
  if (file.size > manifestLimit) throw foreign(`its ${manifestName} is too large`);
  const pieces = [];
  for await (const piece of file.pieces) pieces.push(piece);
  const manifest = parsed(Buffer.concat(pieces).toString('utf8'));
  if (manifest?.product !== product) throw foreign(`its ${manifestName} is not one of ${product}`);
  if (manifest.format !== format)
    throw foreign(`it is written in the form ${JSON.stringify(manifest.format)}, and this version reads the form ${format}`);
  if (manifest.platform !== platformHere())
    throw foreign(`it was made for ${manifest.platform}, and this machine is ${platformHere()}`);
  if (!isWhole(manifest)) throw damaged(`its ${manifestName} is not what was written`);
  return manifest;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isText = (value) => typeof value === 'string';

const isWhole = ({ files, parts, go, lock, version }) =>
  [go, lock, version].every(isText) &&
  Array.isArray(files) &&
  files.every((file) => isText(file?.name) && Number.isSafeInteger(file.size) && isText(file.sha256)) &&
  Array.isArray(parts) &&
  parts.every((part) => isText(part?.name) && isText(part.folder));
