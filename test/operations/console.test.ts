import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleTail, lastConsoleLine, plainLines } from '../../operations/console';

test.each([
  ['colours', '\u001b[32mlab: ready\u001b[0m\n', ['lab: ready']],
  ['other terminal escapes', '\u001b[?25l\u001b(Bx\u001b[2J\n', ['x']],
  ['carriage returns', 'a\r\nb\r\n', ['a', 'b']],
  ['the kernel’s timestamps', '[    1.234567] Linux version\n[ 1234.5] x\n', ['Linux version', 'x']],
  ['empty lines', '\n \n\u001b[0m\n[    1.0] \nx', ['x']],
])('%s are left out', (_what, text, expected) => {
  expect(plainLines(text)).toEqual(expected);
});

test('what only looks like a timestamp stays', () => {
  expect(plainLines('[  OK  ] Started lab\n[x] 1.0\n')).toEqual(['[  OK  ] Started lab', '[x] 1.0']);
});

describe('a machine’s log', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'console-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is read from its end, however long it is', () => {
    const file = join(folder, 'worker-1.log');
    writeFileSync(file, '');
    truncateSync(file, 2 ** 40);
    appendFileSync(file, '\none\ntwo\n');
    expect(consoleTail(file, 2)).toEqual(['one', 'two']);
  });

  test('is told by its last lines, and by none where there is no log', () => {
    const file = join(folder, 'worker-1.log');
    expect(consoleTail(file, 2)).toEqual([]);
    writeFileSync(file, 'one\ntwo\n\nthree\n');
    expect(consoleTail(file, 2)).toEqual(['two', 'three']);
    const hypervisor = { consoleLogs: () => [join(folder, 'worker-10.log'), file] };
    expect([lastConsoleLine(hypervisor, 'worker-1'), lastConsoleLine(hypervisor, 'worker-2')]).toEqual(['three', '']);
  });
});
