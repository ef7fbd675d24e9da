import type { ProgressEvent } from '../../host/events';
import { progressTo, silentProgress } from '../../host/progress';

function recorder() {
  const events: ProgressEvent[] = [];
  return { events, progress: progressTo((event) => void events.push(event)) };
}

test('a step starts, says what it does, and ends after some time', async () => {
  const { events, progress } = recorder();
  const result = await progress.step('build', async (step) => (step.detail('one'), 7), { name: 'image', index: 1, of: 2 });
  const step = { id: 1, title: 'build', name: 'image', index: 1, of: 2 };
  expect(result).toBe(7);
  expect(events).toEqual([
    { code: 'step.started', step },
    { code: 'step.detail', step, text: 'one' },
    { code: 'step.ended', step, milliseconds: expect.any(Number) },
  ]);
});

test('a failed step says so, and the error goes on', async () => {
  const { events, progress } = recorder();
  await expect(progress.step('build', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(events.at(-1)).toMatchObject({ code: 'step.failed', step: { title: 'build' } });
});

test('a step within another names it, and the next step is within none', async () => {
  const { events, progress } = recorder();
  await progress.step('outer', () => progress.step('inner', async () => undefined));
  await progress.step('next', async () => undefined);
  const started = events.flatMap((event) => (event.code === 'step.started' ? [event.step] : []));
  expect(started).toEqual([
    { id: 1, title: 'outer' },
    { id: 2, title: 'inner', parent: 1 },
    { id: 3, title: 'next' },
  ]);
});

test('facts and warnings are events of their own', () => {
  const { events, progress } = recorder();
  progress.note('a fact');
  progress.warn('a doubt');
  expect(events).toEqual([
    { code: 'note', text: 'a fact' },
    { code: 'warning', text: 'a doubt' },
  ]);
});

test('what each step took is kept in order, without what is within others', async () => {
  const { progress } = recorder();
  await progress.step('one', () => progress.step('its part', async () => undefined));
  await progress.step('two', async () => undefined);
  expect(progress.timings).toEqual([
    { title: 'one', milliseconds: expect.any(Number) },
    { title: 'two', milliseconds: expect.any(Number) },
  ]);
});

test('quiet progress does the work and tells nobody', async () => {
  const { events, progress } = recorder();
  const quiet = progress.quiet();
  expect(await quiet.step('work', async (step) => (step.detail('x'), 1))).toBe(1);
  quiet.note('x');
  quiet.warn('x');
  expect(events).toEqual([]);
  expect(silentProgress.quiet()).toBe(silentProgress);
});
