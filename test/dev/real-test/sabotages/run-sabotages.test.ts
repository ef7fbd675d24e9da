import { chosenSabotages, expectSabotagesAreSeen } from '../../../../dev/real-test/sabotages/run-sabotages';
import { sabotagesOf } from '../../../../dev/real-test/sabotages';
import { resolveLab } from '../../../../lib/model';
import { failed, said } from '../../../lib/fake-lab/outcome';
import { useFakeClock } from '../../../operations/fake-system-clock';
import { RunningLab } from '../../../operations/running-lab';

const lab = resolveLab();

test('all are run where none is named, and otherwise those that are', () => {
  expect(chosenSabotages(lab, [])).toEqual(sabotagesOf(lab));
  expect(chosenSabotages(lab, ['quota', 'hostname']).map(({ id }) => id)).toEqual(['hostname', 'quota']);
});

test('one that there is not is refused, with the nearest', () => {
  expect(() => chosenSabotages(lab, ['hostnam'])).toThrow('there is no sabotage "hostnam" for this lab');
});

describe('on a running lab', () => {
  let running: RunningLab;
  beforeEach(() => {
    running = new RunningLab();
    useFakeClock();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    running.remove();
  });

  /** The firewall of the name server closes its port. */
  const obeyed = () => {
    running.fake.inject(
      ({ line }) => line.startsWith('dig @192.168.56.50'),
      () => (running.fake.dns.stopped ? failed(9, 'no servers could be reached') : undefined),
    );
    running.fake.inject(
      ({ line }) => line.includes('--dport 53'),
      (_truth, { line }) => {
        running.fake.dns.stopped = line.includes(' -I INPUT');
        return said('');
      },
    );
  };

  test('each is told, and a table at the end', async () => {
    obeyed();
    await expectSabotagesAreSeen(running.context, ['name-server-without-udp']);
    expect(running.notes).toEqual([
      expect.stringMatching(/^name-server-without-udp: dns.company-forward after \d+ s; true again/),
    ]);
    expect(running.out.at(-1)).toMatch(/^sabotage .*\n.*\nname-server-without-udp +1 +dns.company-forward/);
  });

  test('one that is not seen fails the run after all were tried', async () => {
    obeyed();
    running.fake.inject(
      ({ line }) => line.includes('hostname elsewhere'),
      () => failed(1, 'Access denied'),
    );
    running.fake.inject(
      ({ line }) => line.includes('hostname worker-2'),
      () => said(''),
    );
    await expect(expectSabotagesAreSeen(running.context, ['hostname', 'name-server-without-udp'])).rejects.toMatchObject({
      kind: 'lab',
      message: '1 of 2 sabotages were not seen as they should: hostname',
    });
    expect(running.notes).toHaveLength(2);
  });
});
