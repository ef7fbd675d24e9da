import { describeChange, describeRepair, repairChange, type RulesTraced } from '../../../../lib/claims';
import { FakeLab, fakeClock } from '../../fake-lab/fake-lab';
import { said } from '../../fake-lab/outcome';

const change: RulesTraced = {
  kind: 'rules-traced',
  watch: 'lab-1',
  places: [{ at: 'gateway' }, { at: 'machine', name: 'worker-1' }, { at: 'machine', name: 'no-more' }],
};

describe('packets that are watched', () => {
  test('are told with their places', () => {
    expect(describeChange(change).en).toBe('it watched packets at gateway, machine worker-1, machine no-more');
    expect(describeRepair(change).ko).not.toBe('');
  });

  test('are watched no more after the repair, and machines that are gone need none', async () => {
    const lab = new FakeLab();
    lab.inject(
      ({ argv }) => argv.at(-1) === 'end',
      () => said(''),
    );
    const seen = await repairChange({ lab: lab.lab, probe: lab, clock: fakeClock() }, change);
    expect(seen.ok).toBe(true);
    expect(lab.commands.map(({ from, argv }) => [from, ...argv.slice(-2)])).toEqual([
      [{ at: 'gateway' }, 'lab-1-gateway', 'end'],
      [{ at: 'machine', name: 'worker-1' }, 'lab-1-worker-1', 'end'],
    ]);
  });

  test('are still watched while a machine does not answer', async () => {
    const lab = new FakeLab();
    lab.inject(
      ({ from }) => from !== 'kubectl' && from.at === 'gateway',
      () => said(''),
    );
    lab.inject(
      ({ from }) => from !== 'kubectl' && from.at === 'machine',
      (truth) => ({ ...truth, exitCode: 255 }),
    );
    const seen = await repairChange({ lab: lab.lab, probe: lab, clock: fakeClock() }, change);
    expect(seen).toMatchObject({ ok: false, evidence: expect.stringContaining('machine worker-1') });
  });
});
