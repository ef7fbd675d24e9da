import { startLab, stopLab } from '../../operations/suspend-lab';
import { notedBoots } from '../../operations/cluster/boots';
import { CheckpointedLab } from './checkpoint/checkpointed-lab';

let lab: CheckpointedLab;
beforeEach(() => (lab = new CheckpointedLab()));
afterEach(() => lab.remove());

test('a stop saves the memory of the machines, and then ends what runs', async () => {
  await stopLab(lab.context);
  expect(lab.states.state).toBe('off');
  expect(lab.hypervisor.asked.at(-1)).toBe('rest');
  expect(lab.open.all()).toEqual([]);
});

test('where the memory cannot be saved the lab goes on, and nothing is ended', async () => {
  lab.states.faults.set('suspend', new Error('no space left'));
  await expect(stopLab(lab.context)).rejects.toThrow('no space left');
  expect(lab.states.asked.at(-1)).toBe('resume');
  expect(lab.states.state).toBe('running');
  expect(lab.hypervisor.asked).not.toContain('rest');
  expect(lab.open.all()).toEqual([]);
});

test('where the lab cannot go on either, that stays written down, and the first fault is told', async () => {
  lab.states.faults.set('suspend', new Error('no space left'));
  lab.states.faults.set('resume', new Error('libvirt does not answer'));
  await expect(stopLab(lab.context)).rejects.toThrow('no space left');
  expect(lab.open.ofMachines()).toEqual([{ kind: 'machines-paused' }]);
});

test('an interruption does not end it half way', async () => {
  lab.states.onAsk = () => lab.around.controller.abort();
  await stopLab(lab.context);
  expect(lab.hypervisor.running).toBe(false);
});

test('a start goes on where the lab was, and looks whether it works', async () => {
  await stopLab(lab.context);
  const { booted, check } = await startLab(lab.context);
  expect(booted).toEqual([]);
  expect(check?.claims).toBeGreaterThan(5);
});

test('a machine without saved memory boots: that is noted, and the check is left to up', async () => {
  lab.hypervisor.booting = ['worker-1'];
  expect(await startLab(lab.context)).toEqual({ booted: ['worker-1'] });
  expect(Object.keys(notedBoots(lab.context))).toEqual(['worker-1']);
});

test('a lab that was never built is not started', async () => {
  lab.hypervisor.identity = undefined;
  await expect(startLab(lab.context)).rejects.toThrow('has not been built');
  expect(lab.hypervisor.asked).not.toContain('start');
});
