import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot, typescript } from '../host/paths';

jest.setTimeout(5 * 60_000);

const program = join(projectRoot, 'cli/main.ts');

describe('`./lab plan` opens no file in the folder for temporary files, where every user may put some,', () => {
  // A source that changed has the program made again of all its files.
  beforeAll(() => utimesSync(program, new Date(), new Date()));

  test.each([
    ['when the program is made into one file', 'plan.ts'],
    ['when that is there', 'main.cjs'],
  ])('%s', (_when, opened) => {
    const temporary = mkdtempSync(join(tmpdir(), 'lab-strace-'));
    mkdirSync(join(projectRoot, '.lab'), { recursive: true });
    const trace = mkdtempSync(join(projectRoot, '.lab', 'strace-'));
    try {
      const argv = ['-f', '-e', 'trace=%file', '-o', join(trace, 'calls'), typescript, program, 'plan'];
      const { status, stderr } = spawnSync('strace', argv, { encoding: 'utf8', env: { ...process.env, TMPDIR: temporary } });
      expect({ status, said: stderr }).toMatchObject({ status: 0 });
      const calls = readFileSync(join(trace, 'calls'), 'utf8').split('\n');
      expect(calls.filter((call) => call.includes(opened)).length).toBeGreaterThan(0);
      expect(calls.filter((call) => call.includes(temporary) && !call.includes('execve('))).toEqual([]);
    } finally {
      for (const made of [temporary, trace]) rmSync(made, { recursive: true });
    }
  });
});
