import type { Sabotage } from '../../../../dev/real-test/sabotages';
import { isNamed } from '../../../../dev/real-test/sabotages/looks';
import { trySabotage } from '../../../../dev/real-test/sabotages/try-sabotage';
import { OpenChanges } from '../../../../operations/lab-folder/open-changes';
import { failed } from '../../../lib/fake-lab/outcome';
import { useFakeClock } from '../../../operations/fake-system-clock';
import { RunningLab } from '../../../operations/running-lab';

let running: RunningLab;
let open: OpenChanges;
beforeEach(() => {
  running = new RunningLab();
  open = new OpenChanges(running);
  running.fake.inject(
    ({ line }) => line.startsWith('dig @192.168.56.50'),
    () => (running.fake.dns.stopped ? failed(9, 'no servers could be reached') : undefined),
  );
  useFakeClock();
});
afterEach(() => {
  jest.restoreAllMocks();
  expect(running.logins).toBe(0);
  running.remove();
});

const stopped: Sabotage = {
  id: 'stopped',
  sentence: 'The name server does not run.',
  break: [{ machine: 'name-server', script: 'systemctl stop named' }],
  repair: [{ machine: 'name-server', script: 'systemctl start named' }],
  turnsRed: ['dns.company-forward', 'dns.external'],
};

/** Makes the command fail. */
const failing = (words: string) =>
  running.fake.inject(
    ({ line }) => line.includes(words),
    () => failed(1, 'Access denied'),
  );

test('the claims that it falsifies turn red, and are true again after the repair, which leaves no record', async () => {
  const outcome = await trySabotage(running.context, stopped);
  expect(outcome.red.map(({ claim }) => claim)).toEqual(['dns.company-forward', 'dns.external.ext-github']);
  expect(outcome).toMatchObject({ id: 'stopped', missed: [], trueAgain: expect.any(Number) });
  expect(outcome.fault).toBeUndefined();
  expect(running.fake.dns.stopped).toBe(false);
  expect(open.all()).toEqual([]);
});

test('a look at everything tells what else turns red', async () => {
  const { red } = await trySabotage(running.context, stopped, { everything: true });
  expect(red.map(({ claim }) => claim)).toEqual(expect.arrayContaining(['dns.company-reverse', 'dns.no-loop']));
});

test('a claim that stays true is missed, and so is one that there is not', async () => {
  const outcome = await trySabotage(running.context, { ...stopped, turnsRed: ['dns.kubernetes', 'dns.none'], within: 0 });
  expect(outcome).toMatchObject({ red: [], missed: ['dns.kubernetes', 'dns.none'] });
  expect(open.all()).toEqual([]);
});

test('it is on the disk before the lab is changed, with its repair', async () => {
  let recorded: unknown;
  running.fake.inject(
    ({ line }) => line.includes('stop named'),
    () => {
      recorded = open.leftovers();
      return undefined;
    },
  );
  await trySabotage(running.context, stopped);
  expect(recorded).toMatchObject([{ change: { kind: 'sabotaged', id: 'stopped', repair: stopped.repair }, by: 'test' }]);
});

test('one that cannot be done is repaired all the same, and told', async () => {
  failing('stop named');
  const outcome = await trySabotage(running.context, stopped);
  expect(outcome).toMatchObject({ red: [], fault: expect.stringContaining('it could not be done: ') });
  expect(open.all()).toEqual([]);
});

test('one that cannot be repaired ends the test, and its record stays for fix', async () => {
  failing('start named');
  await expect(trySabotage(running.context, stopped)).rejects.toMatchObject({
    kind: 'lab',
    message: expect.stringContaining('the sabotage stopped could not be repaired: '),
  });
  expect(open.leftovers()).toHaveLength(1);
});

test('a name names a claim or the beginning of one up to a dot', () => {
  expect(isNamed('dns.kubernetes', 'dns')).toBe(true);
  expect(isNamed('dns.kubernetes', 'dns.kubernetes')).toBe(true);
  expect(isNamed('dns.kubernetes', 'dns.kube')).toBe(false);
});
