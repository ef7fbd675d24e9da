import { once } from 'node:events';
import { connect, createServer, type Server as NetServer } from 'node:net';
import { Server, utils } from 'ssh2';
import { NodeTunnel } from '../../../operations/connections/node-tunnel';
import { portOf } from './loopback';

jest.setTimeout(60_000);

const [hostKeys, otherHostKeys, userKeys] = [0, 1, 2].map(() => utils.generateKeyPairSync('ed25519'));
const publicPart = (keys: { public: string }) => keys.public.split(' ')[1]!;

let echo: NetServer;
let node: NetServer;
let logins = 0;
const ends: (() => void)[] = [];

/** An SSH server that connects for others, as a node's does. */
beforeAll(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  const server = new Server({ hostKeys: [hostKeys!.private] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (attempt) => {
      const isKnown = attempt.method === 'publickey' && attempt.key.data.toString('base64') === publicPart(userKeys!);
      return isKnown && attempt.username === 'lab' ? attempt.accept() : attempt.reject(['publickey']);
    });
    client.on('ready', () => void (logins += 1));
    ends.push(() => client.end());
    client.on('tcpip', (accept, reject, { destIP, destPort }) => {
      const upstream = connect({ host: destIP, port: destPort, allowHalfOpen: true });
      upstream.once('connect', () => {
        const channel = accept();
        channel.pipe(upstream).pipe(channel);
      });
      upstream.once('error', () => reject());
    });
  });
  node = createServer((socket) => server.injectSocket(socket)).listen(0, '127.0.0.1');
  await portOf(node);
});
afterAll(() => {
  ends.forEach((end) => end());
  echo.close();
  node.close();
});

const worker = { name: 'worker-1', address: '192.168.56.31', hostKey: publicPart(hostKeys!) };
function tunnel(overrides: Partial<ConstructorParameters<typeof NodeTunnel>[0]> = {}): NodeTunnel {
  const toNode = async () => {
    const socket = connect(await portOf(node), '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
  return new NodeTunnel({
    nodes: [worker],
    user: 'lab',
    privateKey: userKeys!.private,
    connect: toNode,
    patience: 20,
    ...overrides,
  });
}

test('a node that shows another host key gets no login', async () => {
  const before = logins;
  const other = tunnel({ nodes: [{ ...worker, hostKey: publicPart(otherHostKeys!) }] });
  await expect(other.open('127.0.0.1', await portOf(echo))).rejects.toMatchObject({
    fault: 'unreachable',
    message: expect.stringContaining('worker-1: '),
  });
  expect(logins).toBe(before);
});

test('a user whom no node knows is refused', async () => {
  const stranger = tunnel({ privateKey: otherHostKeys!.private });
  await expect(stranger.open('127.0.0.1', await portOf(echo))).rejects.toMatchObject({ fault: 'unreachable' });
});

test('a port at which nobody listens is a fault, and the login stays', async () => {
  const way = tunnel();
  const before = logins;
  await expect(way.open('127.0.0.1', 1)).rejects.toMatchObject({ name: 'ConnectError' });
  const channel = await way.open('127.0.0.1', await portOf(echo));
  channel.end('hello');
  let text = '';
  for await (const data of channel) text += String(data);
  expect([text, logins - before]).toEqual(['hello', 1]);
  await way.close();
});

test('where the first node does not answer the next one is asked', async () => {
  const off = { name: 'worker-9', address: '192.0.2.9', hostKey: 'none' };
  const way = tunnel({
    nodes: [off, worker],
    connect: async (address) => {
      if (address === off.address) throw new Error('it did not answer');
      return connect(await portOf(node), '127.0.0.1');
    },
  });
  const channel = await way.open('127.0.0.1', await portOf(echo));
  channel.destroy();
  await way.close();
});

test('after the node has ended the login, the next connection makes another', async () => {
  const way = tunnel();
  (await way.open('127.0.0.1', await portOf(echo))).destroy();
  const before = logins;
  ends.at(-1)!();
  await new Promise((resolve) => setTimeout(resolve, 200));
  (await way.open('127.0.0.1', await portOf(echo))).destroy();
  expect(logins).toBe(before + 1);
  await way.close();
});
