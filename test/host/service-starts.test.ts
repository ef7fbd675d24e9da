import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStart } from '../../host/process-start';
import { withoutServiceStarts } from '../../host/service-starts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
  file = join(folder, 'policy-rc.d');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What Debian is told when it asks whether a service may start (invoke-rc.d(8)). */
const answer = () => {
  if (!existsSync(file)) return 'yes';
  return { 0: 'yes', 101: 'no' }[spawnSync(file, ['a-service', 'start']).status!];
};
/** A policy as a process leaves it behind that ends without a word. */
async function leftover(change: (text: string) => string): Promise<void> {
  let text = '';
  await withoutServiceStarts(async () => (text = readFileSync(file, 'utf8')), file);
  writeFileSync(file, change(text), { mode: 0o755 });
}

test('no service starts while packages are installed, and afterwards they do', async () => {
  await withoutServiceStarts(async () => expect(answer()).toBe('no'), file);
  expect(readdirSync(folder)).toEqual([]);
});

test('when the installation fails, they do as well', async () => {
  await expect(withoutServiceStarts(() => Promise.reject(new Error('no space')), file)).rejects.toThrow('no space');
  expect(readdirSync(folder)).toEqual([]);
});

test('an administrator’s own policy stays as it is', async () => {
  writeFileSync(file, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  await withoutServiceStarts(async () => expect(answer()).toBe('yes'), file);
  expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\nexit 0\n');
});

describe('what a killed command left', () => {
  // The id was given to another process, which began at another time.
  const reused = (text: string) => text.replaceAll(processStart(process.pid)!, '1');

  test('refuses nothing, though its process id is somebody else’s now', async () => {
    await leftover(reused);
    expect(answer()).toBe('yes');
  });

  test('is replaced, and gone in the end', async () => {
    await leftover(reused);
    await withoutServiceStarts(async () => expect(answer()).toBe('no'), file);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is replaced when an older version left it', async () => {
    writeFileSync(file, '#!/bin/sh\n# kubernetes-network-lab: no service starts while process 1 installs packages\nexit 101\n');
    await withoutServiceStarts(async () => expect(answer()).toBe('no'), file);
    expect(existsSync(file)).toBe(false);
  });
});

test('two commands at once take turns, so that neither ends the other’s policy', async () => {
  const told: string[] = [];
  const install = (name: string, milliseconds: number) =>
    withoutServiceStarts(async () => {
      told.push(`${name} begins`);
      await sleep(milliseconds);
      told.push(`${name} ends: ${answer()}`);
    }, file);
  await Promise.all([install('one', 300), install('other', 0)]);
  expect(told).toEqual(['one begins', 'one ends: no', 'other begins', 'other ends: no']);
  expect(readdirSync(folder)).toEqual([]);
});

test('a process is told from the next one with its id by when it began, whatever its name', async () => {
  copyFileSync('/bin/sleep', join(folder, ') 1 2'));
  const named = spawn(join(folder, ') 1 2'), ['60'], { stdio: 'ignore' });
  try {
    const before = processStart(named.pid!);
    await sleep(100);
    expect(processStart(named.pid!)).toBe(before);
    expect(Number(before)).toBeGreaterThan(Number(processStart(process.pid)));
  } finally {
    named.kill();
  }
  expect(processStart(4_194_305)).toBeUndefined();
});
