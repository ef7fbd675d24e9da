import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { labFiles } from '../../host/lab-files';
import { resolveLab } from '../../lib/model';
import { runningProxies } from '../../operations/connections/running-proxies';
import { type OfferedProxy, proxy } from '../../operations/proxy';
import { forward } from '../../operations/forward';
import { portOf } from './connections/loopback';
import { RunningLab } from './running-lab';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

let running: RunningLab;
let web: Server;
let address: string;
beforeEach(async () => {
  running = new RunningLab(resolveLab());
  const { secrets } = labFiles(running.stateDir);
  mkdirSync(secrets, { mode: 0o700 });
  const clusters = [{ name: 'lesson', cluster: { server: 'https://192.168.56.30:6443' } }];
  writeFileSync(join(secrets, 'kubeconfig'), JSON.stringify({ apiVersion: 'v1', clusters }), { mode: 0o600 });
  for (const name of ['ssh', 'known_hosts']) writeFileSync(join(secrets, name), '', { mode: 0o600 });
  // The machine itself plays the lab's network, at an address that is not on its loopback interface's network of refusal.
  web = createServer((_request, response) => response.end('from the lab')).listen(0, '0.0.0.0');
  address = `${await ownAddress()}:${await portOf(web)}`;
});
afterEach(() => {
  running.remove();
  web.close();
});

/** An address of this machine that is no loopback's. */
async function ownAddress(): Promise<string> {
  const { networkInterfaces } = await import('node:os');
  const found = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal);
  if (!found) throw new Error('this machine has no IPv4 address but the loopback');
  return found.address;
}

const curl = async (...words: string[]): Promise<string> =>
  (await promisify(execFile)('curl', ['-s', '-m', '20', ...words], { env: { PATH: process.env.PATH } })).stdout;

/** Runs a proxy until `work` is done. */
async function offered(from: string, work: (proxy: OfferedProxy) => Promise<void>): Promise<void> {
  let ready: (offered: OfferedProxy) => void;
  const listening = new Promise<OfferedProxy>((resolve) => (ready = resolve));
  const ended = proxy(running.context, { from, port: 0 }, (it) => ready(it));
  await Promise.race([listening, ended]);
  try {
    await work(await listening);
  } finally {
    running.around.controller.abort();
    await ended;
  }
}

test.each([
  ['kitchen', '--from kitchen: there is no such place'],
  ['gateway', '--from gateway: there is no such place'],
])('from %s nothing is offered', async (from, message) => {
  await expect(proxy(running.context, { from, port: 0 }, () => undefined)).rejects.toMatchObject({ kind: 'usage', message });
});

test('a lab that does not run is not offered', async () => {
  running.hypervisor.running = false;
  await expect(proxy(running.context, { from: 'lan', port: 0 }, () => undefined)).rejects.toMatchObject({
    remedy: 'start it with ./lab up',
  });
});

test('programs reach the lab through the proxy, which is written down while it listens', async () => {
  await offered('lan', async ({ port, kubeconfig }) => {
    expect(await curl('--proxy', `socks5h://127.0.0.1:${port}`, `http://${address}/`)).toBe('from the lab');
    expect(runningProxies(running.context)).toMatchObject([{ pid: process.pid, command: 'proxy', from: 'lan', ports: [port] }]);
    expect(JSON.parse(readFileSync(kubeconfig!, 'utf8'))).toEqual({
      apiVersion: 'v1',
      clusters: [
        { name: 'lesson', cluster: { server: 'https://192.168.56.30:6443', 'proxy-url': `socks5://127.0.0.1:${port}` } },
      ],
    });
    expect(statSync(kubeconfig!).mode & 0o777).toBe(0o600);
  });
  expect(existsSync(labFiles(running.stateDir).proxies)).toBe(false);
});

test('to an outsider there is no kubeconfig', async () => {
  await offered('outside', async ({ kubeconfig }) => expect(kubeconfig).toBeUndefined());
  expect(running.hypervisor.asked.find((words) => words.startsWith('unprivileged'))).toMatch(
    /^unprivileged outside \S+connector-program\.mjs 20$/,
  );
});

test('what is refused is told once, however often a program asks', async () => {
  await offered('lan', async ({ port }) => {
    const socks = ['--proxy', `socks5h://127.0.0.1:${port}`, 'http://localhost/'];
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(curl(...socks)).rejects.toMatchObject({ code: 97 });
  });
  expect(running.out).toEqual(['localhost: this machine is no part of the lab']);
});

test('single ports are forwarded, all of them or none', async () => {
  const free = [0, 1].map(() => 20_000 + Math.floor(Math.random() * 10_000));
  let ready: () => void;
  const listening = new Promise<void>((resolve) => (ready = resolve));
  const forwards = free.map((port) => `${port}:${address}`);
  const ended = forward(running.context, { from: 'lan', forwards }, () => ready());
  await Promise.race([listening, ended]);
  for (const port of free) expect(await curl(`http://127.0.0.1:${port}/`)).toBe('from the lab');
  const again = forward(running.context, { from: 'lan', forwards: [`9:${address}`, ...forwards].slice(1) }, () => undefined);
  await expect(again).rejects.toMatchObject({ kind: 'environment', message: expect.stringContaining('is taken') });
  running.around.controller.abort();
  await ended;
});
