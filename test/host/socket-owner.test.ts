import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { socketOwner } from '../../host/socket-owner';

const row = (local: string, remote: string, uid: number, inode = '4711') =>
  `   0: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000 ${uid} 0 ${inode} 1 0000 20 4 30 10 -1`;
const tables =
  (tcp: string, tcp6 = '') =>
  (file: string) =>
    file.endsWith('6') ? tcp6 : tcp;
const connection = { remotePort: 0xb250, localPort: 1080 };

test('a connection that is gone, or that no program holds any more, is nobody’s', () => {
  expect(socketOwner(connection, tables(''))).toBeUndefined();
  expect(socketOwner(connection, tables(row('0100007F:B250', '0100007F:0438', 0, '0')))).toBeUndefined();
});

test('the other end of the listener’s side, and another address of the same ports, are not meant', () => {
  expect(socketOwner(connection, tables(row('0100007F:0438', '0100007F:B250', 0)))).toBeUndefined();
  expect(socketOwner(connection, tables(row('0200007F:B250', '0100007F:0438', 0)))).toBeUndefined();
});

test('the owner is read from the client’s end, in IPv4 or within IPv6', () => {
  expect(socketOwner(connection, tables(row('0100007F:B250', '0100007F:0438', 1000)))).toBe(1000);
  const mapped = '0000000000000000FFFF00000100007F';
  expect(socketOwner(connection, tables('', row(`${mapped}:B250`, `${mapped}:0438`, 1001)))).toBe(1001);
});

test.each(['127.0.0.1', '::ffff:127.0.0.1'])('a real connection from %s is this user’s', async (host) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const client = connect(port, host);
  const [accepted] = (await once(server, 'connection')) as [Socket];
  expect(socketOwner({ remotePort: accepted.remotePort!, localPort: port })).toBe(Number(execFileSync('id', ['-u'])));
  client.destroy();
  server.close();
});
