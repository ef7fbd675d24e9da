import { Writable } from 'node:stream';
import { formatDuration, silentProgress, terminalProgress } from '../../host/progress';

/** A stream that is no terminal, and what was written to it. */
function recorder() {
  const written: string[] = [];
  const stream = new Writable({ write: (chunk, _encoding, done) => (written.push(String(chunk)), done()) });
  return { stream: stream as unknown as NodeJS.WriteStream, lines: () => written.join('').split('\n').filter(Boolean) };
}

test('a failed step keeps its title on the screen, and the error goes on', async () => {
  const { stream, lines } = recorder();
  const progress = terminalProgress(stream);
  await expect(progress.step('build', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(lines().at(-1)).toMatch(/^(✖|×) build \(0\.\d s\)$/);
  expect(progress.timings.map(({ title }) => title)).toEqual(['build']);
});

test('where there is no terminal, steps and details are plain lines, each detail once', async () => {
  const { stream, lines } = recorder();
  const progress = terminalProgress(stream);
  const result = await progress.step('build', async (step) => {
    for (const text of ['one', 'one', 'two']) step.detail(text);
    return 7;
  });
  progress.note('by the way');
  expect(result).toBe(7);
  expect(lines()).toEqual([
    '- build',
    expect.stringMatching(/^ {2}0\.\d s one$/),
    expect.stringMatching(/^ {2}0\.\d s two$/),
    expect.stringMatching(/^(✔|√) build \(0\.\d s\)$/),
    '  by the way',
  ]);
});

test('of a line that a program wrote over again and again the end is shown, and no colours', async () => {
  const { stream, lines } = recorder();
  await terminalProgress(stream).step('install', async (step) =>
    step.detail('(Reading ... 5%\r(Reading ... \u001b[32m100%\u001b[0m\r\n'),
  );
  expect(lines()[1]).toMatch(/^ {2}0\.\d s \(Reading \.\.\. 100%$/);
});

test('what each step took is kept, in order', async () => {
  const progress = terminalProgress(recorder().stream);
  await progress.step('one', async () => undefined);
  await progress.step('two', async () => undefined);
  expect(progress.timings).toEqual([
    { title: 'one', milliseconds: expect.any(Number) },
    { title: 'two', milliseconds: expect.any(Number) },
  ]);
});

test('quiet progress does the work and says nothing', async () => {
  const { stream, lines } = recorder();
  const quiet = terminalProgress(stream).quiet();
  expect(await quiet.step('work', async (step) => (step.detail('x'), 1))).toBe(1);
  quiet.note('x');
  expect(lines()).toEqual([]);
  expect(silentProgress.quiet()).toBe(silentProgress);
});

test.each([
  [0, '0.0 s'],
  [4_249, '4.2 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 0 s'],
  [60_000, '1 min 0 s'],
  [119_600, '2 min 0 s'],
  [187_000, '3 min 7 s'],
  [3_600_000, '60 min 0 s'],
])('%i ms are %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
