import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { askHostnames, getPage } from '../../../lib/probe';
import { listen, loopback } from '../fake-lab/loopback';

const from = { at: 'lan' } as const;

describe('curl', () => {
  let web: Server;
  let base: string;
  let connections = 0;

  beforeAll(async () => {
    web = createHttpServer((request, response) =>
      response.end(request.url!.startsWith('/hostname') ? `pod-${connections % 2}` : '<title>here</title>'),
    );
    web.on('connection', () => (connections += 1));
    base = await listen(web);
  });
  afterAll(() => new Promise((resolve) => web.close(resolve)));

  test('asks no further after a request that nobody answers', async () => {
    let asked = 0;
    const hangsUp = createServer((socket) => {
      asked += 1;
      socket.destroy();
    });
    const { names, seen } = await askHostnames(loopback, from, await listen(hangsUp), 5);
    hangsUp.close();
    expect([names, asked, seen.exitCode]).toEqual([[], 1, expect.any(Number)]);
    expect(seen.exitCode).not.toBe(0);
  });

  test('asks for each host name over a connection of its own, past any proxy', async () => {
    connections = 0;
    const { names } = await askHostnames(loopback, from, base, 6);
    expect(names).toHaveLength(6);
    expect(new Set(names)).toEqual(new Set(['pod-0', 'pod-1']));
    expect(connections).toBe(6);
  });

  test('tells the status, the server and the body of a page', async () => {
    expect(await getPage(loopback, from, `${base}/`)).toMatchObject({
      status: 200,
      server: '127.0.0.1',
      body: '<title>here</title>',
    });
    expect(await getPage(loopback, from, `${base}/`, ['-o', '/dev/null'])).toMatchObject({ status: 200, body: '' });
  });

  test('tells status 0 of a page nobody serves', async () => {
    expect(await getPage(loopback, from, 'http://127.0.0.1:1/')).toMatchObject({ status: 0 });
  });
});
