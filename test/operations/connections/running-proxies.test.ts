import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labFiles } from '../../../host/lab-files';
import { processStart } from '../../../host/process-start';
import { endProxies, forgetProxy, noteProxy, runningProxies } from '../../../operations/connections/running-proxies';

jest.setTimeout(60_000);

let where: { stateDir: string };
beforeEach(() => (where = { stateDir: mkdtempSync(join(tmpdir(), 'proxies-')) }));
afterEach(() => rmSync(where.stateDir, { recursive: true, force: true }));

const write = (...proxies: { pid: number; start: string }[]) =>
  writeFileSync(
    labFiles(where.stateDir).proxies,
    JSON.stringify(proxies.map((each) => ({ ...each, command: 'proxy', from: 'lan', ports: [1080] }))),
  );

test('a process whose id is another one’s now runs no more, and is not ended', async () => {
  const other = spawn('sleep', ['60']);
  write({ pid: other.pid!, start: '1' }, { pid: 4_194_303, start: '1' });
  expect(runningProxies(where)).toEqual([]);
  await endProxies(where);
  expect(processStart(other.pid!)).toBeDefined();
  other.kill();
});

test('a process is written down and forgotten, whoever else there is', () => {
  noteProxy(where, { command: 'proxy', from: 'lan', ports: [1080] });
  expect(runningProxies(where)).toMatchObject([{ pid: process.pid, ports: [1080] }]);
  forgetProxy(where);
  expect(runningProxies(where)).toEqual([]);
});

test('where the lab was removed there is nothing to forget and nothing to end', async () => {
  rmSync(where.stateDir, { recursive: true });
  forgetProxy(where);
  await endProxies(where);
});

test.each([
  ['one that is asked', 'exec sleep 60'],
  ['one that does not listen', 'trap "" TERM; while :; do sleep 0.1; done'],
])('%s is ended', async (_which, script) => {
  const child = spawn('sh', ['-c', script]);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => setTimeout(resolve, 200));
  write({ pid: child.pid!, start: processStart(child.pid!)! });
  await endProxies(where);
  await ended;
  expect(runningProxies(where)).toEqual([]);
});
