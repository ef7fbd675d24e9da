import { Writable } from 'node:stream';
import { terminalListener, terminalProgress } from '../../cli/terminal-listener';
import { silentProgress } from '../../host/progress';

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

test('a step within another is shown within it, and the steps of an operation are counted', async () => {
  const { stream, lines } = recorder();
  const progress = terminalProgress(stream);
  const place = { name: 'hypervisor', index: 2, of: 3 };
  await progress.step('Network and libvirt', () => progress.step('libvirt of the lab', async () => undefined), place);
  expect(lines()).toEqual([
    '- 2/3 Network and libvirt',
    '- libvirt of the lab',
    expect.stringMatching(/^(✔|√) libvirt of the lab \(0\.\d s\)$/),
    expect.stringMatching(/^(✔|√) 2\/3 Network and libvirt \(0\.\d s\)$/),
  ]);
  expect(progress.timings.map(({ title }) => title)).toEqual(['Network and libvirt']);
});

test('a warning says that it is one', () => {
  const { stream, lines } = recorder();
  terminalProgress(stream).warn('the pods have public addresses');
  expect(lines()).toEqual(['  warning: the pods have public addresses']);
});

test('a claim is a line as soon as it is decided, and one that is looked at once more says so', () => {
  const { stream, lines } = recorder();
  const notify = terminalListener(stream);
  const claim = { evidence: 'no answer', command: 'c', lookAt: 'l', milliseconds: 1234, looks: 1, failedLooks: 0, total: 2 };
  notify({ code: 'claim.doubted', claim: 'dns.two', ...claim });
  notify({ code: 'claim.decided', claim: 'dns.one', ok: true, finished: 1, ...claim });
  expect(lines()).toEqual(['  ? dns.two is looked at once more, alone: no answer', '  1/2 ✔ dns.one (1.2 s)']);
});
