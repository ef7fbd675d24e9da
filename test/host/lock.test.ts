import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locked, readHolder } from '../../host/lock';
import { waitFor } from '../../host/wait';

jest.setTimeout(60_000);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-'));
  file = join(folder, 'lab.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function holder(milliseconds: number) {
  const argv = ['--import', 'tsx', join(__dirname, 'programs', 'holder.ts'), file, String(milliseconds)];
  const program = spawn(process.execPath, argv, { cwd: join(__dirname, '..', '..'), stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  program.stdout.on('data', (data) => (said += String(data)));
  const ended = new Promise<number | null>((resolve) => program.on('exit', (code) => resolve(code)));
  await waitFor(async () => ({ value: said || undefined, observation: said }), {
    what: 'the holder',
    deadline: 30,
    interval: 0.05,
  });
  return { program, ended, said: () => said };
}
const take = () => locked(file, 'the lab "x"', './lab down', () => Promise.resolve('done'));

test('work is done under a free lock, which leaves nothing behind', async () => {
  expect(await take()).toBe('done');
  expect(existsSync(file)).toBe(false);
});

test('a command may be made of others that need the same lock', async () => {
  expect(await locked(file, 'the lab "x"', './lab test', take)).toBe('done');
});

test('fails while another program holds it, with who, since when and what to do', async () => {
  const { program, ended } = await holder(60_000);
  await expect(take()).rejects.toMatchObject({
    kind: 'lab',
    message: expect.stringMatching(/^the lab "x" is being changed by .\/lab up \(process \d+ of \w+, since 20.*Z, checkout \//),
    remedy: `wait until it has ended, or end it: kill ${program.pid}`,
  });
  expect(readHolder(file)).toMatchObject({ pid: program.pid, command: './lab up' });
  program.kill('SIGTERM');
  await ended;
});

test('a killed holder’s lock is free at once', async () => {
  const { program, ended } = await holder(60_000);
  program.kill('SIGKILL');
  await ended;
  expect(
    await waitFor(async () => ({ value: await take().catch(() => undefined), observation: 'locked' }), {
      what: 'it',
      deadline: 5,
      interval: 0.05,
    }),
  ).toBe('done');
});

test('of many at once exactly one holds it', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => holder(2_000)));
  await Promise.all(all.map(({ ended }) => ended));
  expect(all.filter(({ said }) => said().includes('holding'))).toHaveLength(1);
});
