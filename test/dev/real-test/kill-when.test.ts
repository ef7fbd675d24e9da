import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { killWhen } from '../../../dev/real-test/kill-when';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kill-when-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string) => join(folder, name);
const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
/** Writes its number, then counts on; were it ended by a signal that it notices, it would say so. */
const counting = (): [string, ...string[]] => [
  'sh',
  '-c',
  `trap 'echo noticed >${file('noticed')}' EXIT TERM INT HUP; echo $$ >${file('pid')}; while :; do echo x >>${file('count')}; sleep 0.02; done`,
];
const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

test('the command is killed at the moment, without noticing, and stood still while it was looked for', async () => {
  const moved: boolean[] = [];
  await killWhen(counting(), {
    what: 'it to count to five',
    deadline: 20,
    look: async () => {
      // What it was doing comes to its end first.
      await sleep(50);
      const before = read('count');
      await sleep(100);
      moved.push(read('count') !== before);
      return before.length > 10 ? { value: true, observation: before } : { observation: before };
    },
  });
  expect(moved.length).toBeGreaterThan(1);
  expect(moved).not.toContain(true);
  expect(isGone(Number(read('pid')))).toBe(true);
  expect(read('noticed')).toBe('');
});

test('one that ends before is told with what it said', async () => {
  await expect(
    killWhen(['sh', '-c', 'echo because >&2; exit 3'], {
      what: 'the moment',
      deadline: 20,
      look: async () => ({ observation: '' }),
    }),
  ).rejects.toThrow(/ended before its time, waiting for the moment:\nbecause/);
  await expect(
    killWhen([file('none')], { what: 'the moment', deadline: 20, look: async () => ({ observation: '' }) }),
  ).rejects.toThrow(/ended before its time/);
});

test('one whose moment does not come runs no longer either', async () => {
  const never = { what: 'the moment', deadline: 0.5, look: async () => ({ observation: 'not yet' }) };
  await expect(killWhen(counting(), never)).rejects.toThrow('gave up waiting for the moment after 0.5 s; last seen: not yet');
  await sleep(100);
  expect(isGone(Number(read('pid')))).toBe(true);
});
