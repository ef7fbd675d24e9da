import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../host/paths';

// A program starts slowly on a busy machine.
jest.setTimeout(60_000);

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'run-main-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const size = 2_000_000;

/** Starts a program that writes much and ends with a status. */
function start(): ReturnType<typeof spawn> {
  const program = join(folder, 'program.ts');
  const main = join(projectRoot, 'cli/run-main');
  writeFileSync(
    program,
    `import { runMain } from '${main}';\nrunMain(() => { process.stdout.write('x'.repeat(${size})); return Promise.resolve(3); });\n`,
  );
  return spawn(join(projectRoot, 'host/typescript'), [program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

const ended = (child: ReturnType<typeof spawn>): Promise<number | null> =>
  new Promise((resolve) => child.on('close', (status) => resolve(status)));

test('a reader that takes its time gets everything, and then the exit status', async () => {
  const child = start();
  const end = ended(child);
  // More than a pipe or a socket holds is not written until it is read.
  await new Promise((resolve) => setTimeout(resolve, 5000));
  let read = 0;
  child.stdout!.on('data', (chunk: Buffer) => void (read += chunk.length));
  expect(await end).toBe(3);
  expect(read).toBe(size);
});

test('a reader that has gone holds nobody up', async () => {
  const child = start();
  const end = ended(child);
  child.stdout!.destroy();
  expect(await end).toBe(3);
});
