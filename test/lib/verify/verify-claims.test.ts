import { chooseClaims, claimsOf } from '../../../lib/claims';
import type { Observation } from '../../../lib/probe';
import { type Claim, selectClaims, verify, type VerifyContext, type VerifyProgress } from '../../../lib/verify';
import { disturbs, timetableOf } from '../../../lib/verify/timetable';
import { FakeChanges } from '../fake-lab/fake-changes';
import { fakeClock, FakeLab, verifyFake } from '../fake-lab/fake-lab';

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

const options = () => ({
  simulatedInternet: true,
  hostAddresses: ['10.7.0.5'],
  clock: fakeClock(),
  changes: new FakeChanges(),
});

// Hundreds of claims each time, on a machine that may be running a lab.
jest.setTimeout(60_000);

describe('verification', () => {
  test('fails before looking at anything when asked for a claim that does not exist', async () => {
    const fake = new FakeLab();
    await expect(verifyFake(fake, { only: ['dns', 'ingress'] })).rejects.toThrow(
      /^ingress: is no claim of this lab; name a topic \(nodes, pods, dns, /,
    );
    expect(fake.commands).toEqual([]);
  });

  test('fails, and begins nothing new, when a command cannot be run at all', async () => {
    const fake = new FakeLab();
    let asked = 0;
    fake.exec = fake.kubectl = () => {
      asked += 1;
      return Promise.reject(new Error('the program kubectl was not found'));
    };
    await expect(verify(chooseClaims(fake.lab, options()), fake.lab, fake, { ...options(), concurrency: 40 })).rejects.toThrow(
      'the program kubectl was not found',
    );
    expect(asked).toBeLessThanOrEqual(40);
  });

  test('selects claims by topic, id and beginning of an id', () => {
    const claims = claimsOf(new FakeLab().lab);
    const ids = (...only: string[]) => selectClaims(claims, only).map(({ id }) => id);
    expect(ids('headless')).toEqual(ids('headless.no-address', 'headless.records', 'headless.srv', 'headless.not-ready'));
    expect(ids('nodes.ready.worker-1')).toEqual(['nodes.ready.worker-1']);
    expect(ids('nodes.ready', 'nodes.planned')).toEqual(ids('nodes').slice(0, 4));
    expect(() => ids('nodes.rea')).toThrow('nodes.rea');
  });

  test.each([1, 3, 5])('looks at %i claims at a time at most', async (concurrency) => {
    const busy = new BusyLab();
    let now = 0;
    let most = 0;
    const onProgress = ({ state }: VerifyProgress) => {
      now += { started: 1, tried: 0, doubted: -1, finished: -1 }[state];
      most = Math.max(most, now);
    };
    await verify(chooseClaims(busy.lab, options()), busy.lab, busy, { ...options(), concurrency, onProgress });
    expect(most).toBe(concurrency);
  });

  test('begins a change when what it would disturb is decided, beside all others', async () => {
    const fake = new BusyLab();
    const seen: VerifyProgress[] = [];
    const report = await verify(chooseClaims(fake.lab, options()), fake.lab, fake, {
      ...options(),
      onProgress: (progress) => seen.push(progress),
    });
    const at = (id: string, state: VerifyProgress['state']) =>
      seen.findIndex((progress) => progress.claim.id === id && progress.state === state);
    const { reading, rows } = timetableOf(chooseClaims(fake.lab, options()));
    const decided = reading.map((claim) => ({ claim, finished: at(claim.id, 'finished') }));
    for (const row of rows) {
      const disturbed = decided.filter(({ claim }) => disturbs(row, claim)).map(({ finished }) => finished);
      expect(at(row.claims[0]!.id, 'started')).toBeGreaterThan(Math.max(...disturbed));
    }
    const last = Math.max(...decided.map(({ finished }) => finished));
    expect(at('stateful-set.keeps-data.db', 'started')).toBeLessThan(last);
    expect(at('dns.name-server-stopped', 'started')).toBeGreaterThan(last);
    const quick = claimsOf(fake.lab).filter(({ disruptive }) => !disruptive);
    expect(report.claims.map(({ id }) => id)).toEqual(quick.map(({ id }) => id));
  });

  test('ends with an error only when what others have begun is repaired', async () => {
    const fake = new FakeLab();
    const kubectl = fake.kubectl.bind(fake);
    fake.kubectl = (argv, given) =>
      fake.dns.stopped ? Promise.reject(new Error('the program kubectl was not found')) : kubectl(argv, given);
    const only = ['dns.name-server-stopped', 'stateful-set.keeps-data'];
    await expect(verifyFake(fake, { only })).rejects.toThrow('the program kubectl was not found');
    expect(fake.dns.stopped).toBe(false);
  });

  test('leaves machines alone unless it is told otherwise, or asked for that very claim', () => {
    const claims = claimsOf(new FakeLab().lab);
    const disruptive = claims.filter((claim) => claim.disruptive).map(({ id }) => id);
    const ids = (only: string[], all?: boolean) => selectClaims(claims, only, all).map(({ id }) => id);
    expect(disruptive).toEqual([
      'load-balancer.failover.api-tester-lb',
      'stateful-set.survives-power-cut.db',
      'stateful-set.last-goes-first.db',
    ]);
    expect(ids([]).filter((id) => disruptive.includes(id))).toEqual([]);
    expect(ids(['load-balancer']).filter((id) => disruptive.includes(id))).toEqual([]);
    expect(ids(['load-balancer.failover'])).toEqual([disruptive[0]]);
    expect(ids([], true)).toEqual(claims.map(({ id }) => id));
    expect(ids(['stateful-set'], true)).toEqual(expect.arrayContaining(disruptive.slice(1)));
  });

  test('does not ask what cannot be judged where the lab runs, and says why', async () => {
    const fake = new FakeLab();
    const only = ['safety.published-ports', 'safety.name-server-closed', 'node-port.client-address', 'safety.api'];
    const report = await verifyFake(fake, { only, ownHosts: false });
    expect(report.claims.map(({ id, notAsked }) => [id, notAsked !== undefined])).toEqual([
      ['node-port.client-address.api-tester-nodeport', true],
      ['safety.published-ports', true],
      ['safety.name-server-closed', true],
      ['safety.api', false],
    ]);
    expect(report.ok).toBe(true);
    expect(fake.commands.map(({ line }) => line.includes('6443'))).toEqual(expect.arrayContaining([true]));
    expect(fake.commands.filter(({ line }) => !line.includes('6443'))).toEqual([]);
    const uplink = await verifyFake(fake, { only: ['reach.db.from-lan'], simulatedInternet: false });
    expect(uplink.claims.map(({ evidence }) => evidence)).toEqual([
      'not asked: the real internet may give the pod network’s addresses to others',
    ]);
    for (const { evidence, notAsked } of report.claims) if (notAsked) expect(evidence).toBe(`not asked: ${notAsked}`);
  });

  test('runs what stops machines last of all', async () => {
    const fake = new FakeLab();
    const started: string[] = [];
    await verifyFake(fake, { disruptive: true, onProgress: ({ state, claim }) => state === 'started' && started.push(claim.id) });
    expect(started.slice(-4)).toEqual([
      'reach.follows-change',
      'load-balancer.failover.api-tester-lb',
      'stateful-set.survives-power-cut.db',
      'stateful-set.last-goes-first.db',
    ]);
  });

  test('takes one look for all claims that need the same, and another one for each that looks again', async () => {
    const fake = new FakeLab();
    const gets = () => fake.commands.filter(({ line }) => line === 'get services -o json').length;
    await verifyFake(fake, { only: ['cluster-ip.address', 'headless.no-address', 'external-name.no-address'] });
    expect(gets()).toBe(1);
    let looks = 0;
    fake.inject(
      ({ line }) => line === 'get services -o json',
      (truth) => ((looks += 1) < 3 ? { ...truth, stdout: truth.stdout.replace('10.96.0.100', '10.96.0.101') } : undefined),
    );
    const { claims } = await verifyFake(fake, { only: ['cluster-ip.address', 'headless.no-address'] });
    const failed = claims.map(({ ok, failedLooks: seen, looks: all }) => [ok, seen?.count ?? 0, all!.length]);
    expect(failed).toEqual([
      [true, 2, 22],
      [true, 0, 1],
      [true, 0, 1],
    ]);
    expect(looks).toBe(22);
  });

  /** A lab whose cluster gives the Service another address, after so many seconds, as long as `isWrong` says. */
  function wrongAddress(isWrong: () => boolean, seconds: number) {
    const fake = new FakeLab();
    const clock = fakeClock();
    const kubectl = fake.kubectl.bind(fake);
    fake.kubectl = async (argv, given) => {
      const seen = await kubectl(argv, given);
      if (argv[1] !== 'services' || !isWrong()) return seen;
      await clock.sleep(seconds);
      return { ...seen, stdout: seen.stdout.replace('10.96.0.100', '10.96.0.101') };
    };
    return { fake, clock };
  }

  /** How often the claim about that address was begun, doubted and finished, each with its verdict. */
  async function courseOf({ fake, clock }: ReturnType<typeof wrongAddress>, onState: (state: string) => void = () => undefined) {
    const states: string[] = [];
    const report = await verifyFake(fake, {
      only: ['cluster-ip.address'],
      clock,
      onProgress: ({ state, verdict }) => {
        if (state !== 'tried') states.push([state, verdict?.ok].join(' ').trim());
        onState(state);
      },
    });
    return { states, ok: report.ok, seconds: clock.now() / 1000 };
  }

  test('looks once more, alone, at the few claims whose answer came too late beside all others', async () => {
    let late = true;
    const lab = wrongAddress(() => late, 20);
    const course = await courseOf(lab, (state) => (late &&= state !== 'doubted'));
    expect(course).toMatchObject({ states: ['started', 'doubted false', 'started', 'finished true'], ok: true });
  });

  /** Claims that wait 20 seconds for an answer each time, and have it only once another look has begun. */
  async function lateClaims(count: number, isMended: (id: string) => boolean, changes?: Claim['changes']) {
    const fake = new FakeLab();
    const clock = fakeClock();
    const begun: string[] = [];
    const views: boolean[] = [];
    const [pattern] = claimsOf(fake.lab);
    const claims = Array.from({ length: count }, (_, index): Claim => {
      const id = `late.${index}`;
      const check = async ({ alone }: VerifyContext) => {
        views.push(alone);
        await clock.sleep(20);
        const ok = begun.filter((one) => one === id).length > 1 && isMended(id);
        return { ok, evidence: 'timed out', command: 'curl', once: !ok && changes !== undefined };
      };
      return { ...pattern!, id, deadlineSeconds: 60, intervalSeconds: 5, check, changes };
    });
    const onProgress = ({ state, claim }: VerifyProgress) => void (state === 'started' && begun.push(claim.id));
    const report = await verify(claims, fake.lab, fake, { ...options(), clock, onProgress });
    return { ok: report.ok, begun: begun.length, finished: report.claims.length, alone: views.at(-1) };
  }

  test('looks once more at every claim whose answer came too late, however many, and tells it that it is alone', async () => {
    expect(await lateClaims(8, () => true)).toEqual({ ok: true, begun: 16, finished: 8, alone: true });
  });

  test('looks once more, alone, at a change whose effect came too late', async () => {
    expect(await lateClaims(1, () => true, 'one Service')).toEqual({ ok: true, begun: 2, finished: 1, alone: true });
  });

  test('takes the others for false once three have stayed so', async () => {
    expect(await lateClaims(8, () => false)).toEqual({ ok: false, begun: 11, finished: 8, alone: true });
    expect(await lateClaims(8, (id) => id !== 'late.0')).toEqual({ ok: false, begun: 16, finished: 8, alone: true });
  });

  test('decides a claim that gets a prompt wrong answer in ten seconds, and for good', async () => {
    const course = await courseOf(wrongAddress(() => true, 0));
    expect(course).toEqual({ states: ['started', 'finished false'], ok: false, seconds: 10 });
  });

  test('keeps its patience with a lab that is still changing', async () => {
    const lab = wrongAddress(() => lab.clock.now() < 60_000, 0);
    lab.fake.inject(
      ({ line }) => line.includes('--show-managed-fields'),
      (truth) => ({
        ...truth,
        stdout: JSON.stringify({
          items: [{ kind: 'Node', metadata: { name: 'worker-1', creationTimestamp: '1970-01-01T00:00:00Z' } }],
        }),
      }),
    );
    expect(await courseOf(lab)).toMatchObject({ ok: true, seconds: 60 });
  });

  test('takes what must never be seen for seen, without a second look', async () => {
    const fake = new FakeLab();
    let asked = 0;
    fake.inject(
      ({ argv }) => argv[0] === 'curl' && (asked += 1) === 1,
      (truth) => ({ ...truth, exitCode: 0, stdout: '1' }),
    );
    expect((await verifyFake(fake, { only: ['cluster-ip.closed-from-outside'] })).ok).toBe(false);
    expect(asked).toBe(1);
  });

  test('looks once only when it may not take its time', async () => {
    const fake = new FakeLab();
    const seen: VerifyProgress[] = [];
    fake.inject(
      ({ line }) => line === 'get services -o json',
      (truth) => ({ ...truth, stdout: truth.stdout.replace('10.96.0.100', '10.96.0.101') }),
    );
    await verifyFake(fake, { only: ['cluster-ip.address'], deadlineSeconds: 10, onProgress: (progress) => seen.push(progress) });
    expect(seen.filter(({ state }) => state === 'finished')).toHaveLength(1);
  });

  test('looks once only when much is false', async () => {
    const fake = new FakeLab();
    fake.inject(
      () => true,
      (truth) => ({ ...truth, stdout: '', exitCode: 1 }),
    );
    const started: string[] = [];
    const onProgress = ({ state, claim }: VerifyProgress) => state === 'started' && started.push(claim.id);
    expect((await verifyFake(fake, { only: ['nodes'], onProgress })).ok).toBe(false);
    expect(new Set(started).size).toBe(started.length);
  });

  test('tells of each claim when it is begun, looked at and finished', async () => {
    const fake = new FakeLab();
    const states: string[] = [];
    await verify(chooseClaims(fake.lab, { only: ['cluster-ip.closed-from-lan'] }), fake.lab, fake, {
      ...options(),
      onProgress: ({ state, verdict, finished, total }) => states.push(`${state} ${verdict?.ok ?? '-'} ${finished}/${total}`),
    });
    expect(states).toEqual(['started - 0/1', 'tried true 0/1', 'tried true 0/1', 'tried true 0/1', 'finished true 1/1']);
  });
});
