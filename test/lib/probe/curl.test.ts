import { execFile } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { resolveLab } from '../../../lib/model';
import type { Observation } from '../../../lib/probe';
import type { VerifyContext } from '../../../lib/verify';
import { askHostnames, getPage } from '../../../lib/probe/curl';
import { checkClosed } from '../../../lib/claims/checks/closed';
import { FakeChanges } from '../fake-lab/fake-changes';
import { fakeClock } from '../fake-lab/fake-lab';

/** The real curl of this machine, from loopback to loopback. */
const context: VerifyContext = {
  lab: resolveLab(),
  simulatedInternet: true,
  hostAddresses: [],
  clock: fakeClock(),
  changes: new FakeChanges(),
  unique: () => 'unused',
  look: (_key, take) => take(),
  forget: () => undefined,
  probe: {
    files: { caCertificate: '/dev/null' },
    kubectl: () => Promise.reject(new Error('no kubectl here')),
    exec: (_from, [file, ...args]) =>
      new Promise<Observation>((resolve) => {
        execFile(file!, args, { env: { ...process.env, http_proxy: 'http://127.0.0.1:1' } }, (error, stdout, stderr) =>
          resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr, command: 'curl', milliseconds: 0 }),
        );
      }),
  },
};
const from = { at: 'lan' } as const;
const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

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

  it('fails to show a port closed that accepts connections', async () => {
    expect(await checkClosed(context, from, base)).toMatchObject({
      ok: false,
      final: true,
      evidence: `${base} accepted a connection`,
    });
  });

  it('fails to show a port closed that accepts connections and hangs up', async () => {
    const rude = createServer((socket) => socket.destroy());
    const url = await listen(rude);
    expect(await checkClosed(context, from, url)).toMatchObject({ ok: false, final: true });
    await new Promise((resolve) => rude.close(resolve));
  });

  it('shows a port closed that refuses', async () => {
    const gone = createServer();
    const url = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    expect(await checkClosed(context, from, url)).toMatchObject({ ok: true, evidence: `${url} refused` });
  });

  it('asks no further after a request that nobody answers', async () => {
    let asked = 0;
    const hangsUp = createServer((socket) => {
      asked += 1;
      socket.destroy();
    });
    const { names, seen } = await askHostnames(context, from, await listen(hangsUp), 5);
    hangsUp.close();
    expect([names, asked, seen.exitCode]).toEqual([[], 1, expect.any(Number)]);
    expect(seen.exitCode).not.toBe(0);
  });

  it('asks for each host name over a connection of its own, past any proxy', async () => {
    connections = 0;
    const { names } = await askHostnames(context, from, base, 6);
    expect(names).toHaveLength(6);
    expect(new Set(names)).toEqual(new Set(['pod-0', 'pod-1']));
    expect(connections).toBe(6);
  });

  it('tells the status, the server and the body of a page', async () => {
    expect(await getPage(context, from, `${base}/`)).toMatchObject({
      status: 200,
      server: '127.0.0.1',
      body: '<title>here</title>',
    });
    expect(await getPage(context, from, `${base}/`, ['-o', '/dev/null'])).toMatchObject({ status: 200, body: '' });
  });

  it('tells status 0 of a page nobody serves', async () => {
    expect(await getPage(context, from, 'http://127.0.0.1:1/')).toMatchObject({ status: 0 });
  });
});
