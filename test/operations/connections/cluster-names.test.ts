import { connect, createServer, type Server } from 'node:net';
import { type Answer, streamDecode, streamEncode } from 'dns-packet';
import { dialer } from '../../../operations/connections/dialer';
import { resolveOver } from '../../../operations/connections/cluster-names';
import { resolveLab } from '../../../lib/model';
import { portOf } from './loopback';

const known: Readonly<Record<string, Answer[]>> = {
  'api-tester.default.svc.cluster.local': [{ type: 'A', name: 'api-tester.default.svc.cluster.local', data: '10.96.0.100' }],
  'ext-github.default.svc.cluster.local': [
    { type: 'CNAME', name: 'ext-github.default.svc.cluster.local', data: 'github.com' },
    { type: 'A', name: 'github.com', data: '203.0.113.80' },
  ],
  'empty.default.svc.cluster.local': [],
};
let server: Server;
let port: number;

/** A DNS server over TCP that says each byte by itself, as a slow network may. */
beforeAll(async () => {
  server = createServer((socket) => {
    socket.setNoDelay();
    socket.on('data', (data) => {
      const { id, questions } = streamDecode(data)!;
      const { name } = questions![0]!;
      if (name.startsWith('silent')) return;
      if (name.startsWith('closing')) return void socket.end();
      const other = name.startsWith('forged') ? (id! + 1) % 0x10000 : id;
      const answers = known[name] ?? [];
      for (const byte of streamEncode({ type: 'response', id: other, questions, answers })) socket.write(Buffer.from([byte]));
    });
  }).listen(0, '127.0.0.1');
  port = await portOf(server);
});
afterAll(() => void server.close());

const resolve = (name: string) => resolveOver(connect(port, '127.0.0.1'), name, 0.5);

test.each([
  ['empty.default.svc.cluster.local', 'unknown-name'],
  ['silent.default.svc.cluster.local', 'timeout'],
  ['closing.default.svc.cluster.local', 'failed'],
  ['forged.default.svc.cluster.local', 'failed'],
])('%s has no address: %s', (name, fault) => expect(resolve(name)).rejects.toMatchObject({ fault }));

test('a server that is not there is a fault of the connection', async () => {
  await expect(resolveOver(connect(1, '127.0.0.1'), 'api-tester.default.svc.cluster.local')).rejects.toMatchObject({
    fault: 'failed',
  });
});

test.each([
  ['api-tester.default.svc.cluster.local', '10.96.0.100'],
  ['ext-github.default.svc.cluster.local', '203.0.113.80'],
])('%s is %s', async (name, address) => expect(await resolve(name)).toBe(address));

test('a cluster’s name is asked of CoreDNS by way of a node, and an outside address it stands for is reached directly', async () => {
  const asked: string[] = [];
  const way = (kind: string) => async (address: string, at: number) => {
    asked.push(`${kind} ${address}:${at}`);
    return connect(port, '127.0.0.1');
  };
  const direct = { connect: way('direct'), resolve: () => Promise.reject(new Error('not asked')) };
  const dial = dialer(resolveLab(), 'lan', { direct, cluster: { open: way('node') } });
  for (const host of ['api-tester.default.svc', 'ext-github.default.svc']) (await dial(host, 80)).destroy();
  expect(asked).toEqual(['node 10.96.0.10:53', 'node 10.96.0.100:80', 'node 10.96.0.10:53', 'direct 203.0.113.80:80']);
});
