import { once } from 'node:events';
import { connect } from 'node:net';
import { type LoopbackListener, listenOnLoopback, loopback } from '../../../operations/connections/loopback-listener';

const listeners: LoopbackListener[] = [];
const listen = async (...args: Parameters<typeof listenOnLoopback>) => {
  const listener = await listenOnLoopback(...args);
  listeners.push(listener);
  return listener;
};
afterEach(() => Promise.all(listeners.splice(0).map((listener) => listener.close())));

test('a port that is taken is refused, with what to do', async () => {
  const { port } = await listen(0, () => undefined);
  await expect(listenOnLoopback(port, () => undefined)).rejects.toMatchObject({
    kind: 'environment',
    message: expect.stringContaining(String(port)),
    remedy: 'name another port',
  });
});

test('a program of another user is not listened to', async () => {
  const seen: string[] = [];
  const { port } = await listen(
    0,
    () => seen.push('a connection'),
    () => false,
  );
  const client = connect(port, loopback);
  client.on('error', () => undefined).resume();
  await once(client, 'close');
  expect(seen).toEqual([]);
});

test('only the loopback listens, and a program of this user is listened to', async () => {
  const { port } = await listen(0, (socket) => void socket.end('hello'));
  const client = connect(port, loopback);
  let text = '';
  for await (const data of client) text += String(data);
  expect(text).toBe('hello');
  const elsewhere = connect(port, '127.0.0.2');
  const [error] = (await once(elsewhere, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
});

test('closing ends what was accepted', async () => {
  const listener = await listen(0, () => undefined);
  const client = connect(listener.port, loopback);
  client.on('error', () => undefined).resume();
  await once(client, 'connect');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await Promise.all([once(client, 'close'), listener.close()]);
});
