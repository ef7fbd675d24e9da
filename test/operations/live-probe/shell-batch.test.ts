import { execFileSync } from 'node:child_process';
import { batchScript, readBatch } from '../../../operations/live-probe/shell-batch';

const run = (...commands: string[][]) => {
  const printed = execFileSync('sh', ['-c', batchScript(commands, 'lab-mark')], { encoding: 'utf8', input: 'not for them' });
  return readBatch(printed.replace(/\n$/, ''), commands.length, 'lab-mark');
};

describe('commands run together in one shell', () => {
  test('are unseen from where the connection broke', () => {
    const commands = [
      ['echo', 'one'],
      ['echo', 'two'],
      ['echo', 'three'],
    ];
    const printed = execFileSync('sh', ['-c', batchScript(commands, 'lab-mark')], { encoding: 'utf8' });
    const broken = printed.slice(0, printed.indexOf('two'));
    expect(readBatch(broken, 3, 'lab-mark')).toEqual([{ exitCode: 0, stdout: 'one', stderr: '' }, undefined, undefined]);
    expect(readBatch('', 2, 'lab-mark')).toEqual([undefined, undefined]);
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
});
