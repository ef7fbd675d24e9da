import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createWebServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { ConnectError, type ConnectFault } from '../../../operations/connections/connect-error';
import { type LoopbackListener, listenOnLoopback, loopback } from '../../../operations/connections/loopback-listener';
import { socksServer } from '../../../operations/connections/socks-server';
import { portOf } from './loopback';

jest.setTimeout(60_000);

let web: Server;
let listener: LoopbackListener;
const asked: string[] = [];
const faults: string[] = [];
const named: Readonly<Record<string, ConnectFault>> = {
  'nobody.example': 'unknown-name',
  'closed.example': 'refused',
  'secret.example': 'not-allowed',
};

beforeAll(async () => {
  web = createWebServer((_request, response) => response.end('x'.repeat(1_000_000))).listen(0, loopback);
  const port = await portOf(web);
  const dial = async (host: string, to: number) => {
    asked.push(`${host}:${to}`);
    const fault = named[host];
    if (fault) throw new ConnectError(fault, host);
    const socket = connect({ port, host: loopback, allowHalfOpen: true });
    await once(socket, 'connect');
    // A lab's machine answers late.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return socket;
  };
  listener = await listenOnLoopback(
    0,
    socksServer(dial, ({ message }) => faults.push(message)),
  );
});
afterAll(async () => {
  await listener.close();
  web.close();
});

/** What curl says of the proxy's answer (RFC 1928, section 6), its exit status, and how many bytes it got. */
async function curl(url: string, scheme = 'socks5h'): Promise<{ code: number; bytes: string }> {
  const words = [
    '-s',
    '-m',
    '20',
    '-o',
    '/dev/null',
    '-w',
    '%{size_download}',
    '--proxy',
    `${scheme}://127.0.0.1:${listener.port}`,
  ];
  const env = { PATH: process.env.PATH };
  return promisify(execFile)('curl', [...words, url], { env }).then(
    ({ stdout }) => ({ code: 0, bytes: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, bytes: error.stdout }),
  );
}

/** Says bytes as a client, and returns what the proxy answers. */
async function say(...pieces: readonly (readonly number[])[]): Promise<Buffer> {
  const client = connect(listener.port, loopback);
  client.on('error', () => undefined);
  for (const piece of pieces) client.write(Buffer.from(piece));
  const said: Buffer[] = [];
  client.on('data', (data) => said.push(data));
  await Promise.race([once(client, 'close'), new Promise((resolve) => setTimeout(resolve, 500))]);
  client.destroy();
  return Buffer.concat(said);
}

test.each(Object.keys(named))('for %s there is no connection', async (host) => {
  const before = faults.length;
  expect(await curl(`http://${host}/`)).toEqual({ code: 97, bytes: '0' });
  expect(faults.slice(before)).toEqual([host]);
});

test.each([
  ['a client of version 4', [4, 1, 0, 80, 127, 0, 0, 1, 0]],
  ['a client that asks for HTTP', [...Buffer.from('GET / HTTP/1.1\r\n\r\n')]],
  ['a client that wants a password only', [5, 1, 2]],
])('%s is turned away', async (_who, bytes) => {
  const before = asked.length;
  const said = await say(bytes);
  expect([...said]).toEqual(bytes[0] === 5 ? [5, 255] : []);
  expect(asked.length).toBe(before);
});

test.each([
  ['BIND', 2],
  ['UDP ASSOCIATE', 3],
])('%s is not served', async (_command, code) => {
  const said = await say([5, 1, 0], [5, code, 0, 1, 127, 0, 0, 1, 0, 80]);
  expect([...said.subarray(0, 4)]).toEqual([5, 0, 5, 7]);
});

test('a whole answer comes through, and names are left to the lab', async () => {
  expect(await curl('http://www.company.internal/')).toEqual({ code: 0, bytes: '1000000' });
  expect(await curl('http://192.168.56.60:8080/', 'socks5')).toEqual({ code: 0, bytes: '1000000' });
  expect(asked.slice(-2)).toEqual(['www.company.internal:80', '192.168.56.60:8080']);
});

test('many clients at once are each served', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => curl('http://www.company.internal/')));
  expect(all).toEqual(Array(20).fill({ code: 0, bytes: '1000000' }));
});

test('a client that does not wait for the answer loses nothing of what it says', async () => {
  const request = `GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: ${'y'.repeat(12_000)}\r\n\r\n`;
  const client = connect(listener.port, loopback);
  client.write(Buffer.from([5, 1, 0, 5, 1, 0, 1, 192, 168, 56, 60, 0, 80]));
  client.write(request);
  let bytes = 0;
  for await (const data of client) bytes += (data as Buffer).length;
  expect(bytes).toBeGreaterThan(1_000_000);
});
