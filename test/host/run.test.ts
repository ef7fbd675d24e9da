import { CommandError, run, tryRun } from '../../host/run';
import { pasteable } from '../../host/shell';

test('returns what a command prints, whatever its exit status', async () => {
  expect(await tryRun('sh', ['-c', 'echo out; echo err >&2; exit 3'])).toEqual({ exitCode: 3, stdout: 'out', stderr: 'err' });
});

test('tells each line while the command runs', async () => {
  const lines: string[] = [];
  await run('sh', ['-c', 'echo one; echo two >&2'], { onLine: (line) => lines.push(line) });
  expect(lines.sort()).toEqual(['one', 'two']);
});

test('standard output is told as it comes, letter by letter, without the errors', async () => {
  const told: { text: string; at: number }[] = [];
  const script = "printf 'one\\r\\n\\n'; echo no >&2; sleep 0.5; printf two";
  const { stdout } = await run('sh', ['-c', script], { onStdout: (text) => told.push({ text, at: Date.now() }) });
  expect(told.map(({ text }) => text).join('')).toBe('one\r\n\ntwo');
  expect(told.at(-1)!.at - told[0]!.at).toBeGreaterThan(300);
  expect(stdout).toBe('one\r\n\ntwo');
});

test('a failing command is shown in a form to paste, with its output', async () => {
  await expect(run('sh', ['-c', 'echo because; exit 4'])).rejects.toThrow(/exit status 4: sh -c 'echo because; exit 4'\nbecause/);
});

test('a missing program is a fault of this machine', async () => {
  const failure = await run('no-such-program', []).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CommandError);
  expect(failure).toMatchObject({ kind: 'environment', message: expect.stringContaining('no-such-program was not found') });
});

test('a command that takes too long is ended', async () => {
  await expect(run('sleep', ['60'], { timeout: 100 })).rejects.toThrow(/did not end within 0 s/);
});

test('words with spaces and quotes survive a shell', () => {
  expect(pasteable('echo', ['a b', "it's", 'plain'])).toBe(`echo 'a b' 'it'\\''s' plain`);
});

test('a command may be kept from making files that others can read, and this process goes on as before', async () => {
  const before = process.umask();
  const umask = async (options: { umask?: number }) => Number.parseInt((await run('sh', ['-c', 'umask'], options)).stdout, 8);
  expect(await umask({ umask: 0o077 })).toBe(0o077);
  expect(await umask({})).toBe(before);
  await expect(run('no-such-program', [], { umask: 0o077 })).rejects.toThrow();
  expect(process.umask()).toBe(before);
});
