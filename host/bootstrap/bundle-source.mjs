// Opens a bundle where it lies: a file, or an address of the web. It needs no npm package.
import { createReadStream, ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BundleFault, damaged, foreign } from './bundle-fault.mjs';

/** Its tar archive's bytes. A reader that needs no more stops the download, too. */
export async function openBundle(source) {
  const packed = (await isAddress(source)) ? await fetched(source) : await opened(source);
  try {
    const first = await firstBytes(packed);
    if (first.length === 0) throw damaged('it is empty');
    // A server may have unpacked it on the way (Content-Encoding).
    const isUnpacked = first.toString('latin1', 0, 14) === 'manifest.json\0';
    if (!isUnpacked && (first[0] !== gzipMagic[0] || first[1] !== gzipMagic[1]))
      throw foreign(`it begins with ${JSON.stringify(first.toString('latin1', 0, 40))}`);
    return contents(packed, isUnpacked ? new PassThrough() : createGunzip({ chunkSize: 1 << 18 }));
  } catch (error) {
    packed.destroy();
    throw error;
  }
}

/** RFC 1952. */
const gzipMagic = [0x1f, 0x8b];

async function isAddress(source) {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(source)?.[1]?.toLowerCase();
  if (scheme === undefined) return false;
  if (scheme === 'http' || scheme === 'https') return true;
  throw new BundleFault(`a bundle cannot be loaded from ${source}`, { remedy: 'use a file, http:// or https://' });
}

async function opened(file) {
  const refuse = (what) =>
    new BundleFault(`${file} ${what}`, { remedy: 'name a file that ./lab bundle FILE has written, or its address' });
  const seen = await stat(file).catch(({ code, message }) => {
    throw refuse(code === 'ENOENT' ? 'does not exist' : `cannot be read: ${message}`);
  });
  if (!seen.isFile()) throw refuse('is no file');
  return createReadStream(file, { highWaterMark: 1 << 20 });
}

async function fetched(address) {
  const remedy = `download it with another program (curl --fail --location --remote-name '${address}'), and load the file`;
  const unreachable = (error) => {
    const { code, message } = error.cause ?? error;
    const proxy = ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY'].find((name) => process.env[name]);
    const hint = proxy ? `; Node.js does not use the proxy that ${proxy} names` : '';
    return new BundleFault(`${address} cannot be fetched: ${code ?? message}${hint}`, {
      kind: 'environment',
      remedy,
      cause: error,
    });
  };
  const response = await fetch(address).catch((error) => {
    throw unreachable(error);
  });
  if (!response.ok)
    throw new BundleFault(`${address} was answered with ${response.status} ${response.statusText}`.trim(), {
      kind: 'environment',
      remedy: 'check the address, and whether a proxy answers in its place',
    });
  return Readable.fromWeb(response.body);
}

/** Enough to see what it is. The stream still begins with it. */
async function firstBytes(stream) {
  let first = Buffer.alloc(0);
  while (first.length < 64 && !stream.readableEnded) {
    const more = stream.read();
    if (more === null)
      await new Promise((resolve, reject) => {
        stream.once('readable', resolve).once('end', resolve).once('error', reject);
      });
    else first = Buffer.concat([first, more]);
  }
  if (!stream.readableEnded && first.length > 0) stream.unshift(first);
  return first;
}

async function* contents(packed, unpacking) {
  // What fails in the source ends the reader of what comes out, too.
  pipeline(packed, unpacking, () => undefined);
  try {
    yield* unpacking;
  } catch (error) {
    const code = String(error.code);
    if (code === 'Z_BUF_ERROR') throw damaged('it ends too early', error);
    if (code.startsWith('Z_')) throw damaged(`it cannot be unpacked (${error.message})`, error);
    if (packed instanceof ReadStream) throw error;
    throw damaged('the connection ended before all of it had come', error);
  }
}
