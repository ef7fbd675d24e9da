import type { MachineStates } from '../../../hypervisor';
import { damageOf } from '../../../host/folder-manifest';
import { checkpointsOf } from '../../../operations/checkpoint/checkpoint-store';
import { unfinishedIn } from '../fake-states';
import { CheckpointedLab } from './checkpointed-lab';

let lab: CheckpointedLab;
beforeEach(() => (lab = new CheckpointedLab()));
afterEach(() => lab.remove());

const names = () =>
  checkpointsOf(lab.context)
    .list()
    .map(({ name }) => name);

test('the machines are paused, saved and go on; then the checkpoint is there, whole', async () => {
  const made = await lab.take('ready');
  expect(lab.states.asked).toEqual(['hardware', 'pause', 'save', 'resume', 'pack']);
  expect(lab.states.state).toBe('running');
  expect(made).toMatchObject({ name: 'ready', broken: [], fit: { lab: lab.hypervisor.identity!.id } });
  expect(await damageOf(checkpointsOf(lab.context).find('ready').folder)).toBeUndefined();
  expect(lab.open.all()).toEqual([]);
  expect(unfinishedIn(lab.stateDir)).toBe(false);
});

test('a second one is beside the first', async () => {
  await lab.take();
  await lab.take();
  expect(names()).toEqual(['checkpoint-1', 'checkpoint-2']);
});

test('exercises that are broken are in it by name', async () => {
  lab.open.add({ kind: 'exercise', id: 'dns-stopped' }, 'break');
  expect((await lab.take()).broken).toEqual(['dns-stopped']);
});

test('a name that is taken is refused before a machine is paused', async () => {
  await lab.take('ready');
  lab.states.asked.length = 0;
  await expect(lab.take('ready')).rejects.toThrow('there is a checkpoint "ready" already');
  expect(lab.states.asked).toEqual([]);
});

test('a lab with a machine that is off is refused', async () => {
  lab.states.off = ['worker-2'];
  await expect(lab.take()).rejects.toThrow('worker-2 does not run');
  expect(lab.states.asked).toEqual([]);
});

test('a disk with too little room is refused before a machine is paused', async () => {
  lab.states.needed = 2 ** 60;
  await expect(lab.take()).rejects.toThrow(/needs up to 1073741824.0 GiB of disk space in .*, and .* are free/);
  expect(lab.states.asked).not.toContain('pause');
  expect(names()).toEqual([]);
});

test('a libvirt whose disks cannot be copied is refused', async () => {
  lab.hypervisor.states = undefined;
  await expect(lab.take()).rejects.toThrow('are not saved and brought back by this program');
});

test.each<keyof MachineStates>(['hardware', 'pause', 'save'])(
  'where %s fails, the machines go on and nothing is left',
  async (step) => {
    lab.states.faults.set(step, new Error('no space left'));
    await expect(lab.take()).rejects.toThrow('no space left');
    expect(lab.states.state).toBe('running');
    expect(lab.open.all()).toEqual([]);
    expect(names()).toEqual([]);
    expect(unfinishedIn(lab.stateDir)).toBe(false);
  },
);

test('the pause is written down before it begins; where the machines cannot go on, it stays so for the next command', async () => {
  lab.states.onAsk = (name) => {
    if (name === 'pause') expect(lab.open.ofMachines()).toEqual([{ kind: 'machines-paused' }]);
  };
  lab.states.faults.set('resume', new Error('libvirt does not answer'));
  await expect(lab.take()).rejects.toThrow('libvirt does not answer');
  expect(lab.open.ofMachines()).toEqual([{ kind: 'machines-paused' }]);
  expect(names()).toEqual([]);
});

test('after an interruption the machines go on all the same', async () => {
  lab.states.onAsk = (name) => {
    if (name !== 'save') return;
    lab.around.controller.abort();
    throw new Error('the command was interrupted');
  };
  await expect(lab.take()).rejects.toThrow('the command was interrupted');
  expect(lab.states.asked.at(-1)).toBe('resume');
  expect(lab.states.state).toBe('running');
  expect(names()).toEqual([]);
});
