import { type Observation, InconclusiveError } from '../../../lib/probe';
import { pollUntil, type Verdict } from '../../../lib/verify';
import { fakeClock } from '../fake-lab/fake-lab';

const seen: Observation = { exitCode: 1, stdout: '', stderr: 'no route', command: './lab kubectl get nodes', milliseconds: 1 };
const look = (...oks: (boolean | 'final' | 'unseen')[]) => {
  const looks = [...oks];
  return {
    left: looks,
    next: async (): Promise<Verdict> => {
      const ok = looks.length > 1 ? looks.shift()! : looks[0]!;
      if (ok === 'unseen') throw new InconclusiveError(seen);
      return { ok: ok === true, final: ok === 'final', evidence: String(ok), command: 'look' };
    },
  };
};
const patience = { deadlineSeconds: 30, intervalSeconds: 10 };

describe('persistence', () => {
  test('fails with the last verdict when the deadline has passed', async () => {
    const clock = fakeClock();
    expect(await pollUntil(clock, patience, look(false).next)).toMatchObject({ ok: false, evidence: 'false' });
    expect(clock.now()).toBe(30_000);
  });

  test('fails at once when the verdict is final', async () => {
    const clock = fakeClock();
    expect(await pollUntil(clock, patience, look('final', true).next)).toMatchObject({ ok: false });
    expect(clock.now()).toBe(0);
  });

  test('fails when something holds, but not often enough in a row', async () => {
    const flapping = look(true, false, true, false, true, false);
    expect(await pollUntil(fakeClock(), { ...patience, times: 2 }, flapping.next)).toMatchObject({ ok: false });
  });

  test('passes on an error that is no observation', async () => {
    const broken = () => Promise.reject(new TypeError('a fault of ours'));
    await expect(pollUntil(fakeClock(), patience, broken)).rejects.toThrow('a fault of ours');
  });

  test('takes what could not be seen for not true, and looks again', async () => {
    expect(await pollUntil(fakeClock(), patience, look('unseen', true).next)).toMatchObject({ ok: true });
    expect(await pollUntil(fakeClock(), patience, look('unseen').next)).toEqual({
      ok: false,
      evidence: 'exit status 1: no route',
      command: './lab kubectl get nodes',
    });
  });

  test('looks again until it holds, and as often in a row as asked, even past the deadline', async () => {
    const clock = fakeClock();
    expect(await pollUntil(clock, { ...patience, times: 3 }, look(false, false, true, true, true).next)).toMatchObject({
      ok: true,
    });
    expect(clock.now()).toBe(40_000);
  });
});
