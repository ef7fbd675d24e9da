import { FakeLab, failingClaims, verifyFake } from '../fake-lab/fake-lab';
import { hostTime } from '../fake-lab/fake-machines';
import { said } from '../fake-lab/outcome';

const only = ['nodes.clock.worker-1'];

/** A lab in which the host's clock goes on by so many seconds between two looks at it. */
function slowLab(seconds: number): FakeLab {
  const fake = new FakeLab();
  let looks = 0;
  fake.inject(
    ({ line }) => line === 'date +%s.%N',
    () => said((Number(hostTime) + seconds * looks++).toFixed(3)),
  );
  return fake;
}

/** A look of a minute, on a machine whose hardware clock says something else. */
async function seenSlowly(hardware: (right: number) => string) {
  const fake = slowLab(60);
  const right = Math.floor(Number(hostTime));
  fake.inject(
    ({ line }) => line.startsWith('sh -c date'),
    (truth) => ({ ...truth, stdout: truth.stdout.replace(`\n${right} `, `\n${hardware(right)} `) }),
  );
  const { claims } = await verifyFake(fake, { only, deadlineSeconds: 0 });
  return { ok: claims[0]!.ok, evidence: claims[0]!.evidence };
}

test('a clock that was looked at for a minute is judged by the hardware clock beside it', async () => {
  expect(await seenSlowly(String)).toEqual({ ok: true, evidence: 'right, seen within 60.0 s' });
  expect(await seenSlowly((right) => String(right + 2))).toMatchObject({ ok: true });
  expect(await seenSlowly((right) => String(right + 3))).toEqual({ ok: false, evidence: '3 s behind its hardware clock' });
  expect(await seenSlowly((right) => String(right - 3))).toEqual({ ok: false, evidence: '3 s ahead of its hardware clock' });
  expect(await seenSlowly(() => '')).toEqual({
    ok: false,
    evidence: 'the look took 60.0 s, too long to judge without a hardware clock',
  });
});

test('a look of some seconds is judged by what it can tell', async () => {
  expect(await failingClaims(slowLab(5), { only, deadlineSeconds: 0 })).toEqual([]);
});

test('what chrony follows is not asked for where the gateway is not the lab’s own', async () => {
  const fake = new FakeLab();
  fake.inject(
    ({ line }) => line.startsWith('sh -c date'),
    (truth) => ({ ...truth, stdout: truth.stdout.replace(/[^\n]*,Normal/, '00000000,,0,0,0,0,0,0,0,0,0,0,0,Not synchronised') }),
  );
  expect(await failingClaims(fake, { only, simulatedInternet: false })).toEqual([]);
  expect(await failingClaims(fake, { only })).toEqual(only);
});

/** A lab whose chrony follows nobody until somebody has looked so often, and was started so many seconds ago. */
function startedLab(secondsAgo: number, looks: number): FakeLab {
  const fake = new FakeLab();
  let looked = 0;
  fake.inject(
    ({ line }) => line.startsWith('sh -c date') && looked++ < looks,
    (truth) => ({
      ...truth,
      stdout: truth.stdout
        .replace(/Monotonic=\d+/, `Monotonic=${(5000 - secondsAgo) * 1e6}`)
        .replace(/[^\n]*,Normal/, '00000000,,0,0,0,0,0,0,0,0,0,0,0,Not synchronised'),
    }),
  );
  return fake;
}

test('chrony that was started a moment ago has time to follow somebody, and one that runs for long has not', async () => {
  const young = await verifyFake(startedLab(3, 5), { only });
  expect(young.claims[0]!.ok).toBe(true);
  expect(young.claims[0]!.evidence).toContain('chrony was started 3 s ago');
  expect((await verifyFake(startedLab(70, 5), { only })).claims[0]!.ok).toBe(false);
});
