import type { Unsettled } from '../../../lib/probe';
import { SettledWatch } from '../../../lib/verify';
import { fakeClock } from '../fake-lab/fake-lab';

/** A watch over a lab of which this is changing, and how often it was looked at. */
function watchOver(...changing: Unsettled[]) {
  const clock = fakeClock();
  const lab = { changing, looks: 0 };
  const watch = new SettledWatch(async () => ((lab.looks += 1), lab.changing), clock);
  return { watch, clock, lab };
}

test('claims that fail together share one look, and a later one looks anew', async () => {
  const { watch, clock, lab } = watchOver();
  expect(await Promise.all([watch.unsettled(), watch.unsettled()])).toEqual([[], []]);
  expect(lab.looks).toBe(1);
  await clock.sleep(4);
  await watch.unsettled();
  expect(lab.looks).toBe(1);
  lab.changing = [{ what: 'Pod default/db-0 is new', secondsLeft: 170 }];
  await clock.sleep(1);
  expect(await watch.unsettled()).toEqual(['Pod default/db-0 is new']);
});

test('what tells no time of its own has a minute from when it was seen first, and a new one when it comes again', async () => {
  const silent = { what: 'the API server does not answer' };
  const { watch, clock, lab } = watchOver(silent);
  expect(await watch.unsettled()).toEqual([silent.what]);
  await clock.sleep(59);
  expect(await watch.unsettled()).toEqual([silent.what]);
  await clock.sleep(5);
  expect(await watch.unsettled()).toEqual([]);
  lab.changing = [];
  await clock.sleep(5);
  await watch.unsettled();
  lab.changing = [silent];
  await clock.sleep(5);
  expect(await watch.unsettled()).toEqual([silent.what]);
});

test('what verification itself has changed keeps nobody patient', async () => {
  const { watch, clock } = watchOver(
    { what: 'Pod default/db-0 is new', secondsLeft: 170 },
    { what: 'Pod default/dbs is new', secondsLeft: 170 },
  );
  expect(await watch.unsettled()).toHaveLength(2);
  watch.ignore(['Pod default/db-']);
  await clock.sleep(5);
  expect(await watch.unsettled()).toEqual(['Pod default/dbs is new']);
});

test('a look that cannot be made fails the claim that asked for it', async () => {
  const watch = new SettledWatch(() => Promise.reject(new Error('the program kubectl was not found')), fakeClock());
  await expect(watch.unsettled()).rejects.toThrow('kubectl was not found');
});
