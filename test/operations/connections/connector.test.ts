import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connector } from '../../../operations/connections/connector';
import { portOf } from './loopback';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

const folder = mkdtempSync(join(tmpdir(), 'connector-'));
const here = (program: string, args: readonly string[]) => [process.execPath, program, ...args];
const start = (seconds?: number, nameServers?: readonly string[]) =>
  Connector.start({ command: here, log: join(folder, 'log'), seconds, nameServers });

let server: Server;
let connector: Connector;
/** The server speaks first, as SSH's does. */
beforeAll(async () => {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.write('hello ');
    socket.on('data', (data) => socket.write(data)).on('end', () => socket.end('bye'));
  }).listen(0, '127.0.0.1');
  connector = await start();
});
afterAll(async () => {
  await connector.close();
  server.close();
  rmSync(folder, { recursive: true });
});

async function all(socket: Socket): Promise<string> {
  let text = '';
  for await (const data of socket) text += String(data);
  return text;
}

test('a program that cannot be started is an environment fault', async () => {
  const options = { command: () => ['/no/such/program'], log: join(folder, 'log') };
  await expect(Connector.start(options)).rejects.toMatchObject({ kind: 'environment' });
});

test('a program that ends before its first word is an environment fault that names its log', async () => {
  const options = { command: () => [process.execPath, '-e', 'process.exit(5)'], log: join(folder, 'log') };
  await expect(Connector.start(options)).rejects.toMatchObject({ kind: 'environment', remedy: expect.stringContaining(folder) });
});

test('a port at which nobody listens is refused', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  const port = await portOf(free);
  await new Promise((resolve) => free.close(resolve));
  await expect(connector.connect('127.0.0.1', port)).rejects.toMatchObject({ fault: 'refused' });
});

test('a name server that does not answer leaves a name unknown', async () => {
  const alone = await start(1, ['127.0.0.1:1']);
  const fault = await alone.resolve('www.company.internal').catch((error: { fault: string }) => error.fault);
  await alone.close();
  expect(['refused', 'timeout', 'unknown-name']).toContain(fault);
});

test('nothing is lost of what the other end says first, and each side may end by itself', async () => {
  const socket = await connector.connect('127.0.0.1', await portOf(server));
  // What comes before anybody listens waits.
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.end('this');
  expect(await all(socket)).toBe('hello thisbye');
});

test('many connections at once are each their own', async () => {
  const port = await portOf(server);
  const said = await Promise.all(
    Array.from({ length: 40 }, async (_each, number) => {
      const socket = await connector.connect('127.0.0.1', port);
      socket.end(`number ${number} `);
      return all(socket);
    }),
  );
  expect(said).toEqual(said.map((_each, number) => `hello number ${number} bye`));
});

test('a connector that was ended makes no more connections, and those that it made live on', async () => {
  const passing = await start();
  const socket = await passing.connect('127.0.0.1', await portOf(server));
  await passing.close();
  await passing.ended;
  await expect(passing.connect('127.0.0.1', await portOf(server))).rejects.toMatchObject({ fault: 'failed' });
  socket.end('still here ');
  expect(await all(socket)).toBe('hello still here bye');
});
