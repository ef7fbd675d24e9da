import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { relay } from '../../../operations/connections/relay';
import { portOf } from './loopback';

/** The two ends of a connection over the loopback, each of which may end by itself. */
async function pair(): Promise<[Socket, Socket]> {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  const near = connect({ port: await portOf(server), host: '127.0.0.1', allowHalfOpen: true });
  const [far] = (await once(server, 'connection')) as [Socket];
  server.close();
  return [near, far];
}

/** Two people, and the relay between them. */
async function relayed(): Promise<[Socket, Socket]> {
  const [one, inner] = await pair();
  const [outer, other] = await pair();
  relay(inner, outer);
  for (const socket of [one, other]) socket.on('error', () => undefined);
  return [one, other];
}

/** All that comes until the other end stops to speak; this end may go on. */
async function all(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  await once(socket, 'end');
  return Buffer.concat(pieces).toString();
}

test('where one side breaks, so does the other', async () => {
  const [one, other] = await relayed();
  one.write('half a ');
  await once(other, 'readable');
  const broken = new Promise<NodeJS.ErrnoException>((resolve) => other.once('error', resolve));
  other.resume();
  one.resetAndDestroy();
  expect((await broken).code).toBe('ECONNRESET');
});

test('one side may stop to speak and still hear all of the answer', async () => {
  const [one, other] = await relayed();
  const answer = 'x'.repeat(5_000_000);
  one.end('a question');
  expect(await all(other)).toBe('a question');
  other.end(answer);
  expect((await all(one)).length).toBe(answer.length);
});
