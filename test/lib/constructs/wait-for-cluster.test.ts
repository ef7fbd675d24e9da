import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { createAuthority } from '../../../operations/secrets/pki';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

const program = join(__dirname, '../../../lib/constructs/wait-for-cluster.mjs');
type Answer = { status: number; body?: unknown };

let secrets: string;
let server: Server;
/** What the API server answers, by path; asked anew each time. */
let answer: (path: string) => Answer;
let askers: string[];

beforeAll(async () => {
  secrets = mkdtempSync(join(tmpdir(), 'gate-'));
  const authority = await createAuthority('lesson-ca');
  const admin = await authority.sign({ subject: 'CN=lab-admin', use: 'client' });
  const own = await authority.sign({ subject: 'CN=api', use: 'server', addresses: ['127.0.0.1'] });
  for (const [name, text] of [
    ['ca.crt', authority.certificate],
    ['admin.crt', admin.certificate],
    ['admin.key', admin.key],
  ] as const)
    writeFileSync(join(secrets, name), text);
  const tls = { key: own.key, cert: own.certificate, ca: authority.certificate, requestCert: true, rejectUnauthorized: true };
  server = createServer(tls, (request, response) => {
    askers.push(String((request.socket as TLSSocket).getPeerCertificate().subject.CN));
    const { status, body = {} } = answer(request.url!);
    response.writeHead(status).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  rmSync(secrets, { recursive: true });
});
beforeEach(() => (askers = []));

/** Runs the program as Terraform does. */
async function waited(options: { deadline?: number; secrets?: string; port?: number; nodes?: string } = {}) {
  const port = options.port ?? (server.address() as AddressInfo).port;
  const words = ['--server', `https://127.0.0.1:${port}`, '--nodes', options.nodes ?? 'one,two', '--interval', '0.05'];
  const more = ['--secrets', options.secrets ?? secrets, '--deadline', String(options.deadline ?? 60)];
  const child = spawn(process.execPath, [program, ...words, ...more]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const [status] = (await once(child, 'close')) as [number];
  return { status, said };
}

const object = (name: string, ready: boolean, namespace?: string) => ({
  metadata: { name, namespace },
  status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});
const items = (...list: object[]): Answer => ({ status: 200, body: { items: list } });
const nodes = (ready: boolean) => items(object('one', true), object('two', ready));

describe('it fails', () => {
  test('after the deadline, with what was seen last and what to do', async () => {
    answer = () => nodes(false);
    expect(await waited({ deadline: 0 })).toEqual({
      status: 1,
      said: expect.stringMatching(
        /after 0 s; last seen: 1 of 2 nodes Ready, waiting for two\n {2}what to do: look at the machines/,
      ),
    });
  });

  test('after the deadline where nothing listens', async () => {
    const seen = await waited({ deadline: 0, port: 1 });
    expect(seen).toEqual({ status: 1, said: expect.stringContaining('does not answer yet: ECONNREFUSED') });
  });

  test('at once where the server is another cluster’s', async () => {
    const other = mkdtempSync(join(tmpdir(), 'gate-other-'));
    const authority = await createAuthority('other-ca');
    const admin = await authority.sign({ subject: 'CN=lab-admin', use: 'client' });
    writeFileSync(join(other, 'ca.crt'), authority.certificate);
    writeFileSync(join(other, 'admin.crt'), admin.certificate);
    writeFileSync(join(other, 'admin.key'), admin.key);
    expect(await waited({ secrets: other })).toEqual({ status: 1, said: expect.stringContaining("is not this lab's") });
    rmSync(other, { recursive: true });
  });

  test('at once without the secrets', async () => {
    const seen = await waited({ secrets: '/nowhere' });
    expect(seen).toEqual({ status: 1, said: expect.stringMatching(/\/nowhere\/ca\.crt.*\n.*\.\/lab prepare makes them/) });
  });
});

test('it waits for the administrator to be let in, for the nodes, and for the cluster’s own pods, in this order', async () => {
  const own = (ready: boolean) => items(object('coredns', ready, 'kube-system'), object('db-0', false, 'default'));
  const looks: ((path: string) => Answer)[] = [
    () => ({ status: 403 }),
    () => nodes(false),
    (path) => (path.endsWith('pods') ? own(false) : nodes(true)),
    (path) => (path.endsWith('pods') ? own(true) : nodes(true)),
  ];
  let look = -1;
  answer = (path) => {
    if (path.endsWith('nodes')) look += 1;
    return looks[look]!(path);
  };
  const { status, said } = await waited();
  expect(status).toBe(0);
  expect(said.split('\n').map((line) => line.replace(/^\d+ s: /, '').replace(/:\d+ /, ' '))).toEqual([
    'the API server at https://127.0.0.1 answers 403',
    '1 of 2 nodes Ready, waiting for two',
    '2 of 2 nodes Ready, waiting for the pods coredns',
    '2 of 2 nodes Ready, 1 pods of the cluster Ready',
    '',
  ]);
  expect(new Set(askers)).toEqual(new Set(['lab-admin']));
});
