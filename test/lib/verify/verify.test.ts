import { claimsOf, type Observation, selectClaims, verify, type VerifyProgress } from '../../../lib/verify';
import { fakeClock, FakeLab, verifyFake } from './fake-lab';

/** Keeps every command waiting a moment, so that claims overlap. */
class BusyLab extends FakeLab {
  override exec(...args: Parameters<FakeLab['exec']>): Promise<Observation> {
    return afterAMoment(() => super.exec(...args));
  }

  override kubectl(...args: Parameters<FakeLab['kubectl']>): Promise<Observation> {
    return afterAMoment(() => super.kubectl(...args));
  }
}

async function afterAMoment<T>(work: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setImmediate(resolve));
  return work();
}

const options = () => ({ simulatedInternet: true, clock: fakeClock() });

describe('verification', () => {
  it('fails before looking at anything when asked for a claim that does not exist', async () => {
    const fake = new FakeLab();
    await expect(verifyFake(fake, { only: ['dns', 'ingress'] })).rejects.toThrow(
      /^ingress: is no claim of this lab; name a topic \(nodes, dns, /,
    );
    expect(fake.commands).toEqual([]);
  });

  it('fails, and begins nothing new, when a command cannot be run at all', async () => {
    const fake = new FakeLab();
    let asked = 0;
    fake.exec = fake.kubectl = () => {
      asked += 1;
      return Promise.reject(new Error('the program kubectl was not found'));
    };
    await expect(verify(fake.lab, fake, options())).rejects.toThrow('the program kubectl was not found');
    expect(asked).toBeLessThanOrEqual(3);
  });

  it('selects claims by topic, id and beginning of an id', () => {
    const claims = claimsOf(new FakeLab().lab);
    const ids = (...only: string[]) => selectClaims(claims, only).map(({ id }) => id);
    expect(ids('load-balancer')).toHaveLength(4);
    expect(ids('nodes.ready.worker-1')).toEqual(['nodes.ready.worker-1']);
    expect(ids('nodes.ready', 'nodes.planned')).toEqual(ids('nodes'));
    expect(() => ids('nodes.rea')).toThrow('nodes.rea');
  });

  it.each([1, 3, 5])('looks at %i claims at a time at most', async (concurrency) => {
    const busy = new BusyLab();
    let now = 0;
    let most = 0;
    const onProgress = ({ state }: VerifyProgress) => {
      now += { started: 1, tried: 0, finished: -1 }[state];
      most = Math.max(most, now);
    };
    await verify(busy.lab, busy, { ...options(), concurrency, onProgress });
    expect(most).toBe(concurrency);
  });

  it('keeps the claims that change the lab for the end, and shows results in the order of the lesson', async () => {
    const fake = new BusyLab();
    const seen: VerifyProgress[] = [];
    const report = await verify(fake.lab, fake, { ...options(), onProgress: (progress) => seen.push(progress) });
    const last = seen.slice(-3);
    expect(last.map(({ claim, state }) => [claim.id, state])).toEqual(
      ['started', 'tried', 'finished'].map((state) => ['stateful-set.keeps-data.db', state]),
    );
    expect(last[0]!.finished).toBe(last[0]!.total - 1);
    expect(report.claims.map(({ id }) => id)).toEqual(claimsOf(fake.lab).map(({ id }) => id));
  });

  it('tells of each claim when it is begun, looked at and finished', async () => {
    const fake = new FakeLab();
    const states: string[] = [];
    await verify(fake.lab, fake, {
      ...options(),
      only: ['cluster-ip.closed-from-lan'],
      onProgress: ({ state, verdict, finished, total }) => states.push(`${state} ${verdict?.ok ?? '-'} ${finished}/${total}`),
    });
    expect(states).toEqual(['started - 0/1', 'tried true 0/1', 'tried true 0/1', 'tried true 0/1', 'finished true 1/1']);
  });
});
