import { breakLab } from '../../operations/exercises';
import { testConformance } from '../../operations/conformance';
import { lookAtLab } from '../../operations/look-at-lab';
import { OpenChanges } from '../../operations/lab-folder/open-changes';
import { repairLeftovers } from '../../operations/repair-leftovers';
import { type Change, describeChange } from '../../lib/claims';
import { failed } from '../lib/fake-lab/outcome';
import { useFakeClock } from './fake-system-clock';
import { RunningLab } from './running-lab';

let running: RunningLab;
let open: OpenChanges;
beforeEach(() => {
  running = new RunningLab();
  open = new OpenChanges(running);
  useFakeClock();
});
afterEach(() => {
  jest.restoreAllMocks();
  running.remove();
});

const left = (change: Change, by = 'verify') => open.add(change, by, describeChange(change));
const stopped: Change = { kind: 'name-server-stopped', machine: 'name-server' };
const sentence = 'an earlier verify was ended while it had stopped the DNS server on name-server: started again';

/** As a killed verify leaves it. */
const leaveStopped = (): void => {
  running.fake.dns.stopped = true;
  left(stopped);
};

test('nothing is touched where nothing was left; an exercise is not fixed', async () => {
  open.add({ kind: 'exercise', id: 'name-server' }, 'break');
  running.fake.dns.stopped = true;
  expect(await repairLeftovers(running.context)).toBe(0);
  expect(running.probes).toBe(0);
  expect(running.fake.dns.stopped).toBe(true);
  expect(open.exercises()).toEqual(['name-server']);
});

test('what was left is repaired, the last change first, and told in a line each', async () => {
  leaveStopped();
  left({ kind: 'row-written', statefulSet: 'db', pod: 'db-0' });
  open.add({ kind: 'exercise', id: 'zone' }, 'break');
  left({ kind: 'pod-deleted', statefulSet: 'db', pod: 'db-0' }, 'test');
  expect(await repairLeftovers(running.context)).toBe(3);
  expect(running.notes).toEqual([
    'an earlier test was ended while it had deleted the pod db-0: it is back',
    'an earlier verify was ended while it had made the table lab_verify in db-0: removed',
    sentence,
  ]);
  expect(running.fake.isWhole).toBe(true);
  expect(open.all().map(({ change }) => change)).toEqual([{ kind: 'exercise', id: 'zone' }]);
  expect(running.logins).toBe(0);
});

test('a repair that fails is a fault of the lab with what to do, and its record stays', async () => {
  left({ kind: 'pod-created', pod: 'lab-verify-not-ready' });
  leaveStopped();
  left({ kind: 'row-written', statefulSet: 'db', pod: 'db-0' });
  running.fake.inject(
    ({ line }) => line.includes('start named'),
    () => failed(1, 'Access denied'),
  );
  await expect(repairLeftovers(running.context)).rejects.toMatchObject({
    kind: 'lab',
    message:
      'an earlier verify was ended while it had stopped the DNS server on name-server, and that could not be repaired: ' +
      'could not start named on name-server: exit status 1: Access denied',
    remedy: expect.stringMatching(/^look at it with \.\/lab .* start named; \.\/lab fix tries again; \.\/lab down and/),
  });
  expect(open.leftovers().map(({ change }) => change.kind)).toEqual(['pod-created', 'name-server-stopped']);
  expect(running.logins).toBe(0);
});

test('a change of another version is a fault before anything is touched', async () => {
  leaveStopped();
  open.add({ kind: 'toString' } as unknown as Change, 'verify', { en: 'it had turned the lab around', ko: '뒤집은 채' });
  await expect(repairLeftovers(running.context)).rejects.toMatchObject({
    kind: 'lab',
    message:
      'an earlier verify was ended while it had turned the lab around; this version does not know how to repair that (toString)',
  });
  expect(running.probes).toBe(0);
  expect(open.leftovers()).toHaveLength(2);
});

describe('is done first by', () => {
  beforeEach(leaveStopped);

  test('verify, whose own change leaves no record', async () => {
    const { report } = await lookAtLab(running.context, { only: ['dns.name-server-stopped'] });
    expect(report.ok).toBe(true);
    expect(running.notes).toEqual([sentence]);
    expect(open.all()).toEqual([]);
    expect(running.logins).toBe(0);
  });

  test('break, which then breaks', async () => {
    await breakLab(running.context, 'name-server');
    expect(running.notes).toEqual([sentence]);
    expect(running.fake.dns.stopped).toBe(true);
    expect(open.all()).toMatchObject([{ change: { kind: 'exercise', id: 'name-server' }, by: 'break' }]);
  });

  test('conformance', async () => {
    // It ends there: the image's programs are not built for a unit test.
    const progress = { ...running.context.progress, step: jest.fn().mockRejectedValue(new Error('no programs here')) };
    progress.step.mockImplementationOnce(running.context.progress.step);
    await expect(testConformance({ ...running.context, progress }, {})).rejects.toThrow('no programs here');
    expect(running.notes).toEqual([sentence]);
    expect(running.fake.dns.stopped).toBe(false);
  });
});

test('a verify whose own repair fails says what it leaves, and the next one tries again', async () => {
  let refused = true;
  running.fake.inject(
    ({ line }) => refused && line.includes('start named'),
    () => failed(1, 'Access denied'),
  );
  const { report } = await lookAtLab(running.context, { only: ['dns.name-server-stopped'] });
  expect(report.ok).toBe(false);
  expect(running.notes).toEqual([
    'not repaired: it had stopped the DNS server on name-server; the next ./lab fix, verify or up tries again',
  ]);
  refused = false;
  expect((await lookAtLab(running.context, { only: ['dns.name-server-stopped'] })).report.ok).toBe(true);
  expect(open.all()).toEqual([]);
});
