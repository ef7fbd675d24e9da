import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchReader, batchScript } from '../../../operations/live-probe/shell-batch';

/** What the script prints of these commands, with these variables. */
const print = (...given: (string[] | NodeJS.ProcessEnv)[]): string => {
  const commands = given.filter((one): one is string[] => Array.isArray(one));
  const variables = given.filter((one) => !Array.isArray(one));
  const env = Object.assign({ ...process.env }, ...variables) as NodeJS.ProcessEnv;
  return execFileSync('sh', ['-c', batchScript(commands, 'lab-mark')], { encoding: 'utf8', input: 'not for them', env });
};
const read = (printed: string) => new BatchReader('lab-mark').add(printed);
const run = (...commands: string[][]) =>
  read(print(...commands)).map(({ exitCode, stdout, stderr }) => ({ exitCode, stdout, stderr }));

describe('commands run together in one shell', () => {
  test('are unseen from where the connection broke', () => {
    const printed = print(['echo', 'one'], ['echo', 'two'], ['echo', 'three']);
    const broken = printed.slice(0, printed.indexOf('two'));
    expect(read(broken)).toEqual([{ index: 0, exitCode: 0, stdout: 'one', stderr: '' }]);
    expect(read('')).toEqual([]);
  });

  test('keep their own output, errors and exit status apart', () => {
    expect(run(['echo', 'one'], ['sh', '-c', 'echo out; echo err >&2; exit 7'], ['printf', 'no newline'], ['true'])).toEqual([
      { exitCode: 0, stdout: 'one', stderr: '' },
      { exitCode: 7, stdout: 'out', stderr: 'err' },
      { exitCode: 0, stdout: 'no newline', stderr: '' },
      { exitCode: 0, stdout: '', stderr: '' },
    ]);
  });

  test('get their words as they are, and nothing on standard input', () => {
    expect(run(['printf', '%s|', "it's", '$HOME', '*', 'a\nb', ''], ['cat'])).toEqual([
      { exitCode: 0, stdout: "it's|$HOME|*|a\nb||", stderr: '' },
      { exitCode: 0, stdout: '', stderr: '' },
    ]);
  });

  test('are read as they come, in whatever pieces, with every letter of theirs', () => {
    const printed = print(['printf', 'HTTP/1.1 200 OK\r\n\r\n'], ['sh', '-c', 'printf "a\n\n" >&2'], ['printf', '%s', '한국어']);
    const reader = new BatchReader('lab-mark');
    const parts = [...printed].flatMap((letter) => reader.add(letter));
    expect(parts).toEqual([
      { index: 0, exitCode: 0, stdout: 'HTTP/1.1 200 OK\r\n\r', stderr: '' },
      { index: 1, exitCode: 0, stdout: '', stderr: 'a\n' },
      { index: 2, exitCode: 0, stdout: '한국어', stderr: '' },
    ]);
  });

  test('run three at a time, so that one that waits does not keep the others', () => {
    const began = Date.now();
    const parts = run(...Array.from({ length: 6 }, () => ['sleep', '0.5']));
    expect(parts).toHaveLength(6);
    // One after the other they take three seconds, all at once half a second.
    expect(Date.now() - began).toBeLessThan(2900);
    expect(Date.now() - began).toBeGreaterThan(900);
  });

  test('leave nothing behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shell-batch-'));
    try {
      const [part] = read(print(['ls', folder], ['true'], { TMPDIR: folder }));
      expect(part!.stdout).not.toBe('');
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
