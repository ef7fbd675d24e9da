import { resolveLab } from '../../../lib/model';
import { type Change, claimsOf, describeChange, describeRepair, isKnownChange, repairChange } from '../../../lib/claims';
import { Ended, EndedLab, type End } from '../fake-lab/ended-lab';
import { FakeChanges } from '../fake-lab/fake-changes';
import { fakeClock, FakeLab, failingClaims, verifyFake } from '../fake-lab/fake-lab';
import { failed } from '../fake-lab/outcome';

jest.setTimeout(60_000);

const lab = resolveLab();
const changing = claimsOf(lab).flatMap(({ id, changes, disruptive }) => (changes || disruptive ? [id] : []));

/** What a look may do without a record: none of these changes the lab. */
const onlyLooks = [
  /^(get|dig|curl|df|ip -j|hostname|cat|timeout|ssh) ?/,
  /^systemctl is-active /,
  /^sh -c systemctl show [^;&|>]*\necho failed:\nsystemctl list-units [^;&|>]*$/,
  /^date \+%s\.%N$/,
  /^sh -c date \+%s\.%N\nread -r hardware <\S+\nread -r uptime idle <\S+\necho "\$hardware \$uptime"\nsystemctl show [^\n]*\nchronyc -n -c tracking$/,
  // What is asked of the API server is read, or played without being kept.
  /^run lab-verify-powerless .*--dry-run=server /,
  /^sudo curl (?:(?!-X ).|-X PATCH (?:(?!--next).)*\?dryRun=All)*$/s,
  /^sudo sh -c sed -n [^>]*\| curl -K - (?!.*-X )/s,
  /^sudo (iptables-save|arping|timeout|grep|awk|sh -c find) ?/,
  // A capture goes to standard output.
  /^sudo bash -o pipefail -c timeout "\$0" tcpdump [^|;]* -w - "\$2" \| base64 -w 0 [^|;>]*$/,
  / SELECT [^;]*$/,
  // Many requests at once: curl writes into a folder of its own, which goes afterwards.
  /^sh -c lab_dir=\$\(mktemp -d\)[^]*\ncurl --no-progress-meter --parallel --parallel-max (8|40) -K blocks 2>errors\n/,
  /^bash -c lab_ask\(\) /,
];

const repairAll = async (fake: FakeLab, changes: readonly Change[]): Promise<boolean[]> => {
  const held: boolean[] = [];
  for (const change of [...changes].reverse()) {
    // It comes out of a file.
    const read = JSON.parse(JSON.stringify(change)) as Change;
    held.push((await repairChange({ lab: fake.lab, probe: fake, clock: fakeClock() }, read)).ok);
  }
  return held;
};

/** Ends the looking at each of its commands in turn, once before the lab did it and once after. */
async function endedEverywhere(id: string, how: End, judge: (fake: EndedLab) => Promise<void>): Promise<void> {
  const whole = new EndedLab(lab);
  await verifyFake(whole, { only: [id], changes: whole.changes });
  for (let at = 1; at <= whole.asked; at += 1) {
    for (const done of [false, true]) {
      const fake = new EndedLab(lab);
      fake.end = { how, at, done };
      await expect(verifyFake(fake, { only: [id], changes: fake.changes })).rejects.toThrow(Ended);
      fake.end = undefined;
      await judge(fake);
    }
  }
}

test('no claim changes the lab without a record, which is there before', async () => {
  const fake = new FakeLab(lab);
  const changes = new FakeChanges();
  const unrecorded: string[] = [];
  let recorded = 0;
  fake.inject(
    ({ line }) => !onlyLooks.some((look) => look.test(line)),
    (truth, { line }) => {
      if (changes.open.length === 0) unrecorded.push(line);
      else recorded += 1;
      return truth;
    },
  );
  expect(await failingClaims(fake, { disruptive: true, concurrency: 1, changes })).toEqual([]);
  expect(unrecorded).toEqual([]);
  expect(recorded).toBeGreaterThanOrEqual(2 * changing.length);
  expect(changes.open).toEqual([]);
});

describe.each(changing)('%s', (id) => {
  test('interrupted at any command, it leaves the lab as it was, and no record', async () => {
    await endedEverywhere(id, 'interrupted', async (fake) => {
      expect(fake.isWhole).toBe(true);
      expect(fake.changes.open).toEqual([]);
    });
  });

  test('killed at any command, it leaves a record by which another process repairs the lab', async () => {
    let left = 0;
    await endedEverywhere(id, 'killed', async (fake) => {
      const { open } = fake.changes;
      if (!fake.isWhole) expect(open).not.toEqual([]);
      left += open.length;
      expect(await repairAll(fake, open)).not.toContain(false);
      expect(fake.isWhole).toBe(true);
    });
    expect(left).toBeGreaterThan(0);
  });

  test('a repair that cannot be run at all keeps the record', async () => {
    const fake = new FakeLab(lab);
    const changes = new FakeChanges();
    changes.uninterrupted = () => Promise.reject(new Error('the time for it is up'));
    await expect(verifyFake(fake, { only: [id], changes })).rejects.toThrow('the time for it is up');
    expect(changes.open).not.toEqual([]);
  });
});

test.each<[string, Change['kind'], (fake: FakeLab) => void]>([
  ['dns.name-server-stopped', 'name-server-stopped', (fake) => refuse(fake, 'systemctl start')],
  ['headless.not-ready', 'pod-created', (fake) => refuse(fake, 'delete pod')],
  ['reach.follows-change', 'service-created', (fake) => refuse(fake, 'delete service/')],
  ['load-balancer.new-service', 'service-created', (fake) => refuse(fake, 'delete service/')],
  ['dns.large-answer', 'service-created', (fake) => refuse(fake, 'delete service/')],
  ['stateful-set.keeps-data', 'row-written', (fake) => refuse(fake, 'DROP TABLE')],
  ['stateful-set.survives-power-cut', 'power-cut', (fake) => (fake.cluster.staysOff = 'worker-1')],
  ['load-balancer.failover', 'power-cut', (fake) => (fake.cluster.staysOff = 'worker-2')],
  ['stateful-set.last-goes-first', 'stateful-set-scaled', (fake) => refuse(fake, '--replicas=2')],
])('%s: a repair that fails keeps the record, and the claim is not true', async (id, kind, tell) => {
  const fake = new FakeLab(lab);
  const changes = new FakeChanges();
  tell(fake);
  expect(await failingClaims(fake, { only: [id], changes, disruptive: id.startsWith('load') })).toContainEqual(
    expect.stringContaining(id),
  );
  expect(changes.open.map((change) => change.kind)).toEqual([kind]);
});

const refuse = (fake: FakeLab, command: string): void =>
  fake.inject(
    ({ line }) => line.includes(command),
    () => failed(1, 'Access denied'),
  );

test('a name server that somebody else has stopped stays stopped: it may be an exercise', async () => {
  const fake = new FakeLab(lab);
  fake.dns.stopped = true;
  const changes = new FakeChanges();
  expect(await failingClaims(fake, { only: ['dns.name-server-stopped'], changes })).toEqual(['dns.name-server-stopped']);
  expect(fake.dns.stopped).toBe(true);
  expect(fake.commands.filter(({ line }) => line.startsWith('sudo systemctl'))).toEqual([]);
});

test.each<Change>([
  { kind: 'name-server-stopped', machine: 'other' },
  { kind: 'power-cut', node: 'worker-9', boot: 'x' },
  { kind: 'pod-deleted', statefulSet: 'db', pod: 'db-7' },
  { kind: 'pod-deleted', statefulSet: 'orders', pod: 'orders-0' },
  { kind: 'row-written', statefulSet: 'db', pod: 'db-7' },
  { kind: 'stateful-set-scaled', statefulSet: 'orders', replicas: 3 },
])('there is nothing to repair of what the lab has no more: %j', async (change) => {
  const fake = new FakeLab(lab);
  fake.inject(
    ({ from }) => from !== 'kubectl' && from.at === 'workload',
    () => failed(1, 'Error from server (NotFound)'),
  );
  expect(await repairAll(fake, [change])).toEqual([true]);
});

test.each<Change>([
  { kind: 'pod-deleted', statefulSet: 'db', pod: 'db-7' },
  { kind: 'row-written', statefulSet: 'db', pod: 'db-7' },
  { kind: 'stateful-set-scaled', statefulSet: 'db', replicas: 2 },
])('where kubectl does not say that it is gone, it is not repaired: %j', async (change) => {
  const fake = new FakeLab(lab);
  fake.inject(
    () => true,
    () => failed(1, 'The connection to the server was refused'),
  );
  expect(await repairAll(fake, [change])).toEqual([false]);
});

test('repairs run apart from commands that an interruption ends', async () => {
  const fake = new FakeLab(lab);
  const exec = jest.spyOn(fake, 'exec');
  await repairAll(fake, [{ kind: 'name-server-stopped', machine: 'name-server' }]);
  expect(exec).toHaveBeenCalledWith(expect.anything(), expect.arrayContaining(['start']), { apart: true });
  exec.mockClear();
  await repairAll(fake, [{ kind: 'row-written', statefulSet: 'db', pod: 'db-0' }]);
  expect(exec).toHaveBeenCalledWith(expect.anything(), expect.anything(), { apart: true });
});

test('each kind is told in both languages, and one of another version is not known', () => {
  const told: Change[] = [
    { kind: 'name-server-stopped', machine: 'name-server' },
    { kind: 'pod-created', pod: 'lab-verify-not-ready' },
    { kind: 'pod-deleted', statefulSet: 'db', pod: 'db-0' },
    { kind: 'power-cut', node: 'worker-1', boot: 'x' },
    { kind: 'row-written', statefulSet: 'db', pod: 'db-0' },
    { kind: 'stateful-set-scaled', statefulSet: 'db', replicas: 2 },
  ];
  for (const change of told) {
    expect(isKnownChange(change)).toBe(true);
    expect(describeChange(change).en).toMatch(/^it had /);
    expect(describeChange(change).ko).toMatch(/[가-힣].* 채$/);
    expect(describeRepair(change).ko).toMatch(/[가-힣].*니다$/);
  }
  expect(isKnownChange({ kind: 'toString' })).toBe(false);
});
