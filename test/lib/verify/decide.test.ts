import { leastWait } from '../../../lib/probe';
import { decide, failedLooks, isDoubtful, type Look, type Verdict } from '../../../lib/verify';
import { fakeClock } from '../fake-lab/fake-lab';

const patience = { deadlineSeconds: 180, intervalSeconds: 5 };
const verdicts: Readonly<Record<string, Verdict>> = {
  held: { ok: true, evidence: 'answered', command: 'curl' },
  failed: { ok: false, evidence: 'refused', command: 'curl' },
  final: { ok: false, evidence: 'answered, and must not', command: 'curl', final: true },
  once: { ok: false, evidence: 'no answer', command: 'curl', once: true },
  settling: { ok: false, evidence: 'follows nobody', command: 'chronyc', settling: 'chrony was started 3 s ago' },
};

/** A claim whose looks come out like this, the last one for ever, each after some seconds, on a lab of which this is changing. */
function claim(course: readonly (keyof typeof verdicts)[], { took = 0, changing = [] as string[] } = {}) {
  const clock = fakeClock();
  const asked = { times: 0 };
  const left = [...course];
  const looking = {
    clock,
    watch: { unsettled: async () => ((asked.times += 1), changing) },
    check: async () => {
      await clock.sleep(took);
      return verdicts[left.length > 1 ? left.shift()! : left[0]!]!;
    },
  };
  return { clock, asked, looking };
}

test('a claim that holds at once asks nobody whether the lab is settled', async () => {
  const { looking, asked } = claim(['held']);
  expect(await decide(looking, patience)).toMatchObject({ ok: true, because: 'held' });
  expect(asked.times).toBe(0);
});

test('a failure on a settled lab is decided in ten seconds, on a changing one at the deadline', async () => {
  const settled = claim(['failed']);
  expect(await decide(settled.looking, patience)).toMatchObject({ ok: false, because: 'settled' });
  expect(settled.clock.now()).toBe(10_000);
  const changing = claim(['failed'], { changing: ['Pod default/db-0 is new'] });
  expect(await decide(changing.looking, patience)).toMatchObject({ ok: false, because: 'deadline' });
  expect(changing.clock.now()).toBe(180_000);
});

test('what a look itself saw changing is given time, too', async () => {
  const { looking, clock } = claim(['settling', 'settling', 'held']);
  const { ok, looks } = await decide(looking, patience);
  expect({ ok, seconds: clock.now() / 1000 }).toEqual({ ok: true, seconds: 10 });
  expect(failedLooks(looks)).toMatchObject({ count: 2, unsettled: ['chrony was started 3 s ago'] });
});

test('a look that changed the lab is not repeated, and doubtful where it waited for an answer', async () => {
  const { looking, asked } = claim(['once', 'held']);
  expect(await decide(looking, { ...patience, changing: true })).toMatchObject({ ok: false, because: 'once' });
  expect(asked.times).toBe(0);
});

test('a forbidden observation is decided at once, and a claim that changes the lab asks nobody', async () => {
  const forbidden = claim(['final']);
  expect(await decide(forbidden.looking, patience)).toMatchObject({ ok: false, because: 'final' });
  const changing = claim(['failed']);
  expect(await decide(changing.looking, { ...patience, changing: true })).toMatchObject({ because: 'deadline' });
  expect([forbidden.asked.times, changing.asked.times]).toEqual([0, 0]);
});

test('each look is told with its time before the next is taken', async () => {
  const { looking } = claim(['failed', 'held'], { took: 2, changing: ['Node worker-1 is new'] });
  const told: Look[] = [];
  const { looks } = await decide({ ...looking, onLook: (look) => told.push(look) }, patience);
  expect(told).toEqual(looks);
  expect(looks.map(({ began, ended, unsettled }) => [began, ended, unsettled])).toEqual([
    [0, 2000, ['Node worker-1 is new']],
    [7000, 9000, []],
  ]);
});

test('only a failure that waited for its answer as long as a connection is waited for is doubtful', async () => {
  const doubtful = async (...given: Parameters<typeof claim>) => isDoubtful(await decide(claim(...given).looking, patience));
  expect(await doubtful(['failed'], { took: 20 })).toBe(true);
  expect(await doubtful(['failed', 'held', 'failed'], { took: leastWait })).toBe(true);
  expect(await doubtful(['failed'], { took: leastWait - 1 })).toBe(false);
  expect(await doubtful(['failed'])).toBe(false);
  expect(await doubtful(['final'], { took: 20 })).toBe(false);
  expect(await doubtful(['once'], { took: 20 })).toBe(true);
  expect(await doubtful(['once'])).toBe(false);
  expect(await doubtful(['held'], { took: 20 })).toBe(false);
});

test('failed looks are counted, with the first and the last of them', async () => {
  const { looks } = await decide(claim(['failed', 'held']).looking, patience);
  expect(failedLooks(looks)).toEqual({ count: 1, of: 21, first: 'refused', last: 'refused', unsettled: [] });
  expect(failedLooks((await decide(claim(['held']).looking, patience)).looks)).toBeUndefined();
});
