import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FollowedFile } from '../../host/followed-file';
import { projectRoot } from '../../host/paths';
import { run } from '../../host/run';
import { waitFor } from '../../host/wait';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'followed-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('what is added is told line by line, once, and what was there before is not', async () => {
  const file = join(folder, 'log');
  writeFileSync(file, 'earlier\n');
  const lines: string[] = [];
  const followed = new FollowedFile(file, (line) => lines.push(line));
  appendFileSync(file, 'one\ntw');
  await waitFor(async () => ({ value: lines.length > 0 || undefined, observation: 'none' }), {
    what: 'the first line',
    deadline: 10,
    interval: 0.02,
  });
  appendFileSync(file, 'o ü\nlast');
  expect(followed.close()).toBe('one\ntwo ü\nlast');
  expect(lines).toEqual(['one', 'two ü', 'last']);
});

test('a file of its own goes with it, and a log is its owner’s alone', () => {
  const before = readdirSync(tmpdir());
  new FollowedFile(undefined).close();
  expect(readdirSync(tmpdir())).toEqual(before);
  const file = join(folder, 'log');
  new FollowedFile(file).close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a command that finishes its work tells lines and fails with its output, as any other', async () => {
  const lines: string[] = [];
  const { stdout } = await run('sh', ['-c', 'echo out; echo err >&2'], { finishes: true, onLine: (line) => lines.push(line) });
  expect([stdout, lines]).toEqual(['out\nerr', ['out', 'err']]);
  await expect(run('sh', ['-c', 'echo why; exit 3'], { finishes: true })).rejects.toThrow(/exit status 3.*\nwhy/);
  await expect(run('no-such-program', [], { finishes: true })).rejects.toThrow('no-such-program was not found');
});

test('it writes to its end after its program was killed', async () => {
  const source = join(projectRoot, 'node_modules', '.followed-file-test.ts');
  const [log, ready] = [join(folder, 'log'), join(folder, 'ready')];
  const script = `trap 'echo stopping; sleep 0.3; echo written; exit 0' TERM; : >${ready}; while :; do sleep 0.05; done`;
  writeFileSync(
    source,
    `import { run } from ${JSON.stringify(join(projectRoot, 'host', 'run.ts'))};
     void run('sh', ['-c', ${JSON.stringify(script)}], { finishes: true, log: ${JSON.stringify(log)} });`,
  );
  try {
    const program = spawn(process.execPath, ['--import', 'tsx', source], { cwd: projectRoot, stdio: 'ignore' });
    await waitFor(async () => ({ value: existsSync(ready) || undefined, observation: 'not ready' }), {
      what: 'the command',
      deadline: 30,
      interval: 0.05,
    });
    program.kill('SIGKILL');
    await once(program, 'exit');
    await waitFor(
      async () => ({
        value: readFileSync(log, 'utf8') === 'stopping\nwritten\n' || undefined,
        observation: readFileSync(log, 'utf8'),
      }),
      { what: 'its last words', deadline: 10, interval: 0.05 },
    );
  } finally {
    rmSync(source);
  }
});
