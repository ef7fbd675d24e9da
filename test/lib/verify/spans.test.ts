import type { Observation, Probe, ProbeOptions } from '../../../lib/probe';
import { type CommandSpan, tellingProbe, verify } from '../../../lib/verify';
import { FakeChanges } from '../fake-lab/fake-changes';
import { fakeClock, FakeLab } from '../fake-lab/fake-lab';

const seen: Observation = { exitCode: 0, stdout: '', stderr: '', command: 'c', milliseconds: 30, queuedMilliseconds: 200 };

/** A probe that keeps the options it was given. */
function keeping() {
  const given: (ProbeOptions | undefined)[] = [];
  const answer = (options?: ProbeOptions) => (given.push(options), Promise.resolve(seen));
  const probe: Probe = {
    files: { caCertificate: '/ca' },
    exec: (_from, _argv, options) => answer(options),
    kubectl: (_args, options) => answer(options),
  };
  return { probe, given };
}

test('each command is told with its place, its queue and its time', async () => {
  const spans: CommandSpan[] = [];
  const probe = tellingProbe(
    keeping().probe,
    (span) => spans.push(span),
    () => false,
  );
  expect(await probe.exec({ at: 'pod', node: 'worker-1' }, ['dig', 'x'])).toBe(seen);
  await probe.kubectl(['get', 'pods']);
  expect(spans).toEqual([
    { place: 'pod on worker-1', program: 'dig', queuedMilliseconds: 200, milliseconds: 30 },
    { place: 'kubectl', program: 'get', queuedMilliseconds: 200, milliseconds: 30 },
  ]);
});

test('commands of a claim that was looked at before go first, and keep their options', async () => {
  const { probe, given } = keeping();
  let again = false;
  const telling = tellingProbe(
    probe,
    () => undefined,
    () => again,
  );
  await telling.kubectl(['get', 'pods'], { timeoutSeconds: 5 });
  again = true;
  await telling.exec({ at: 'lan' }, ['curl'], { timeoutSeconds: 5 });
  expect(given).toEqual([{ timeoutSeconds: 5 }, { timeoutSeconds: 5, urgent: true }]);
});

test('a result has every look with its commands; one that waited for another claim’s observation has none', async () => {
  const fake = new FakeLab();
  const check: Parameters<typeof verify>[0][number]['check'] = async ({ observe, probe, clock }) => {
    const { command } = await observe('nodes', async () => {
      await clock.sleep(2);
      return probe.kubectl(['get', 'nodes']);
    });
    return { ok: true, evidence: 'seen', command };
  };
  const claim = {
    topic: 'nodes',
    sentence: { en: '', ko: '' },
    from: { at: 'lan' },
    deadlineSeconds: 1,
    intervalSeconds: 1,
    lookAt: '',
    check,
  } as const;
  const options = { simulatedInternet: true, clock: fakeClock(), changes: new FakeChanges() };
  const { claims } = await verify(
    [
      { ...claim, id: 'one' },
      { ...claim, id: 'two' },
    ],
    fake.lab,
    fake,
    options,
  );
  expect(claims.map(({ looks }) => looks)).toMatchObject([
    [{ ok: true, at: 0, milliseconds: 2000, commands: [{ place: 'kubectl', program: 'get', milliseconds: 1 }] }],
    [{ ok: true, commands: [] }],
  ]);
});
