import { type Change, describeChange, describeRepair, repairChange } from '../../../../lib/claims';
import { FakeLab, fakeClock } from '../../fake-lab/fake-lab';
import { failed, said } from '../../fake-lab/outcome';

let fake: FakeLab;
beforeEach(() => (fake = new FakeLab()));

const repair = (change: Change) => repairChange({ lab: fake.lab, probe: fake, clock: fakeClock() }, change);
const answering = (words: string, exitCode: number) =>
  fake.inject(
    ({ line }) => line.includes(words),
    () => (exitCode === 0 ? said('done') : failed(exitCode, 'not now')),
  );

const change: Change = {
  kind: 'sabotaged',
  id: 'one',
  repair: [
    { machine: 'worker-1', script: 'ip link set cni0 up' },
    { gateway: 'nft list ruleset' },
    { kubectl: ['apply', '-f', '-'], input: '{}' },
  ],
};

test('its repair runs each command in its place, in order', async () => {
  for (const words of ['cni0', 'nft', 'apply']) answering(words, 0);
  expect(await repair(change)).toMatchObject({ ok: true });
  expect(fake.commands.map(({ from, line }) => [from, line])).toEqual([
    [{ at: 'machine', name: 'worker-1' }, 'sudo sh -ec ip link set cni0 up'],
    [{ at: 'gateway' }, 'sh -ec nft list ruleset'],
    ['kubectl', 'apply -f -'],
  ]);
});

test('a command that fails is tried again, and ends the repair when it goes on failing', async () => {
  answering('cni0', 1);
  expect(await repair(change)).toMatchObject({ ok: false, evidence: 'exit status 1: not now' });
  expect(fake.commands.length).toBeGreaterThan(10);
  expect(fake.commands.every(({ line }) => line.includes('cni0'))).toBe(true);
});

test('what was changed on a machine that the lab has no more is gone with it', async () => {
  const gone: Change = { ...change, repair: [{ machine: 'worker-9', script: 'true' }] };
  expect(await repair(gone)).toMatchObject({ ok: true, evidence: 'worker-9 is no machine of the lab' });
  expect(fake.commands).toEqual([]);
});

test('says in both languages what the lab is like, and what the repair did', () => {
  expect(describeChange(change)).toEqual({ en: 'it had sabotaged the lab (one)', ko: '랩을 고장 낸 채(one)' });
  expect(describeRepair(change).en).toBe('repaired');
});
