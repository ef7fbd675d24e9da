import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endingWithParent } from '../../host/children';
import { waitFor } from '../../host/wait';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'children-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a letter for each SIGTERM, and ends with 7 a moment after the first. */
const counting = `trap 'printf x >>"$0/terms"' TERM; : >"$0/terms"; : >"$0/ready"
n=0; while [ ! -s "$0/terms" ] && [ $n -lt 500 ]; do sleep 0.02; n=$((n+1)); done
n=0; while [ $n -lt 25 ]; do sleep 0.02; n=$((n+1)); done; exit 7`;

const file = (name: string) => join(folder, name);
const until = (name: string) =>
  waitFor(async () => ({ value: existsSync(file(name)) || undefined, observation: 'not yet' }), {
    what: name,
    deadline: 20,
    interval: 0.02,
  });

const firstTerm = () =>
  waitFor(async () => ({ value: readFileSync(file('terms'), 'utf8') || undefined, observation: 'none' }), {
    what: 'the first SIGTERM',
    deadline: 20,
    interval: 0.02,
  });

function start(options: { once: boolean }): ChildProcess {
  const [program, args] = endingWithParent('sh', ['-c', counting, folder], options);
  return spawn(program, args, { stdio: 'ignore' });
}

test('a command that takes one SIGTERM gets the first of two, and its exit status is kept', async () => {
  const child = start({ once: true });
  await until('ready');
  child.kill('SIGTERM');
  await firstTerm();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([7, null]);
  expect(readFileSync(file('terms'), 'utf8')).toBe('x');
});

test('any other gets both', async () => {
  const child = start({ once: false });
  await until('ready');
  child.kill('SIGTERM');
  await firstTerm();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([7, null]);
  expect(readFileSync(file('terms'), 'utf8')).toBe('xx');
});

test('it gets one where its parent, a program of many threads, is killed', async () => {
  const [program, args] = endingWithParent('sh', ['-c', counting, folder], { once: true });
  const parent = spawn(
    process.execPath,
    [
      '--eval',
      `require('child_process').spawn(${JSON.stringify(program)}, ${JSON.stringify(args)}, { detached: true, stdio: 'ignore' });
       setInterval(() => require('fs').readFile('/proc/self/stat', () => undefined), 5)`,
    ],
    { stdio: 'ignore' },
  );
  await until('ready');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await firstTerm();
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(readFileSync(file('terms'), 'utf8')).toBe('x');
});

test('what it reads comes from this program, and it ends when its shell is killed', async () => {
  const [program, args] = endingWithParent('sh', ['-c', 'read -r line; echo "$$ $line"; exec sleep 60'], { once: true });
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end('hello\n');
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const [pid, word] = said.toString().trim().split(' ');
  expect(word).toBe('hello');
  child.kill('SIGKILL');
  await waitFor(async () => ({ value: !existsSync(`/proc/${pid}`) || undefined, observation: `${pid} runs` }), {
    what: 'its end',
    deadline: 10,
    interval: 0.02,
  });
});
