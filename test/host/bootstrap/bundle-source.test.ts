import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openBundle } from '../../../host/bootstrap/bundle-source.mjs';
import { tarOf } from './tar-of';

const archive = tarOf([{ name: 'manifest.json', content: 'x'.repeat(100_000) }]);
const packed = gzipSync(archive);

let folder: string;
let file: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-source-'));
  file = join(folder, 'lab.bundle');
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  server?.closeAllConnections();
  await new Promise<unknown>((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

async function read(source: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of await openBundle(source)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The address of a bundle at a server that answers so. */
async function at(answer: RequestListener): Promise<string> {
  const started = (server = createServer(answer));
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/lab.bundle`;
}

const fileOf = (content: Buffer | string): string => (writeFileSync(file, content), file);

describe('a file is refused', () => {
  test('that does not exist', () => expect(read(file)).rejects.toThrow(`${file} does not exist`));
  test('that is a folder', () => expect(read(folder)).rejects.toThrow(`${folder} is no file`));
  test('that is empty', () => expect(read(fileOf(''))).rejects.toThrow('damaged: it is empty'));
  test('that is something else, which is shown', () =>
    expect(read(fileOf('<!DOCTYPE html><title>Log in</title>'))).rejects.toThrow(
      /no bundle .*: it begins with "<!DOCTYPE html>/,
    ));
  test('that is cut off', () => expect(read(fileOf(packed.subarray(0, -20)))).rejects.toThrow('damaged: it ends too early'));
  test('with another bit in it', () => {
    const other = Buffer.from(packed);
    other[Math.floor(other.length / 2)]! ^= 1;
    return expect(read(fileOf(other))).rejects.toThrow('damaged: it cannot be unpacked');
  });
});

describe('an address is refused', () => {
  const proxied = process.env.https_proxy;
  afterEach(() => {
    if (proxied === undefined) delete process.env.https_proxy;
    else process.env.https_proxy = proxied;
  });

  test('that is not of the web', () =>
    expect(read('ftp://example.com/lab.bundle')).rejects.toMatchObject({
      message: 'a bundle cannot be loaded from ftp://example.com/lab.bundle',
      remedy: 'use a file, http:// or https://',
    }));

  test('where there is nothing, with the answer', async () => {
    const address = await at((_request, response) => response.writeHead(404).end('no'));
    await expect(read(address)).rejects.toMatchObject({
      message: `${address} was answered with 404 Not Found`,
      kind: 'environment',
    });
  });

  test('where a login page is', async () => {
    const address = await at((_request, response) => response.end('<html>please log in to use this network</html>'));
    await expect(read(address)).rejects.toThrow('it begins with "<html>please log in');
  });

  test('where nobody listens, with the proxy that Node.js does not use', async () => {
    const address = await at(() => undefined);
    await new Promise((resolve) => server!.close(resolve));
    server = undefined;
    process.env.https_proxy = 'http://proxy.example:3128';
    await expect(read(address)).rejects.toMatchObject({
      message: `${address} cannot be fetched: ECONNREFUSED; Node.js does not use the proxy that https_proxy names`,
      remedy: expect.stringContaining(`curl --fail --location --remote-name '${address}'`),
    });
  });

  test('whose connection ends too early', async () => {
    const address = await at((_request, response) => {
      response.writeHead(200, { 'content-length': packed.length });
      response.write(packed.subarray(0, 100), () => response.destroy());
    });
    await expect(read(address)).rejects.toThrow('damaged: the connection ended before all of it had come');
  });
});

test('a file is unpacked', async () => expect((await read(fileOf(packed))).equals(archive)).toBe(true));

test('an answer is unpacked, by the server’s word for it, too', async () => {
  let headers = {};
  const address = await at((_request, response) => response.writeHead(200, headers).end(packed));
  expect((await read(address)).equals(archive)).toBe(true);
  headers = { 'content-encoding': 'gzip' };
  expect((await read(address)).equals(archive)).toBe(true);
});

test('a reader that has enough ends the download', async () => {
  let closed: () => void;
  const end = new Promise<void>((resolve) => (closed = resolve));
  const address = await at((_request, response) => {
    response.on('close', () => closed());
    response.write(packed);
  });
  for await (const piece of await openBundle(address)) {
    expect(piece.length).toBeGreaterThan(0);
    break;
  }
  await end;
});
