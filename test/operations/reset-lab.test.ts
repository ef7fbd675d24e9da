import { resetLab } from '../../operations/reset-lab';
import { CheckpointedLab } from './checkpoint/checkpointed-lab';

let lab: CheckpointedLab;
beforeEach(() => (lab = new CheckpointedLab()));
afterEach(() => lab.remove());

test('a lab that does not run is refused', async () => {
  lab.hypervisor.running = false;
  await expect(resetLab(lab.context)).rejects.toThrow('does not run');
});

test('a lab without a checkpoint is refused, and says how one is made', async () => {
  await expect(resetLab(lab.context)).rejects.toMatchObject({ remedy: 'make one with ./lab checkpoint' });
});

test('a reset ends with a quick check that says what it looked at', async () => {
  await lab.take('ready');
  lab.states.goOn();
  const { name, check } = await resetLab(lab.context);
  expect(name).toBe('ready');
  expect(lab.states.moment).toBe(1);
  expect(check.claims).toBeGreaterThan(5);
  expect(check.about).toContain('every node is Ready');
});

test('machines that a killed command has paused go on, even where the reset is refused', async () => {
  lab.open.add({ kind: 'machines-paused' }, 'checkpoint');
  lab.states.state = 'paused';
  await expect(resetLab(lab.context)).rejects.toThrow('the lab has no checkpoint');
  expect(lab.states.state).toBe('running');
  expect(lab.open.all()).toEqual([]);
});
