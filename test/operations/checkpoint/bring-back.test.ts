import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labFiles } from '../../../host/lab-files';
import type { MachineStates } from '../../../hypervisor';
import { CheckpointedLab } from './checkpointed-lab';

let lab: CheckpointedLab;
beforeEach(() => (lab = new CheckpointedLab()));
afterEach(() => lab.remove());

/** A lab that has gone on since its checkpoint. */
async function changedSince(): Promise<void> {
  await lab.take('ready');
  lab.states.goOn();
  lab.states.asked.length = 0;
}

const untouched = () => {
  expect(lab.states).toMatchObject({ state: 'running', moment: 2, disk: 2 });
  expect(lab.states.asked).not.toContain('restore');
  expect(lab.open.all()).toEqual([]);
};

const memory = () => join(labFiles(lab.stateDir).checkpoints, 'ready', 'all.memory');

test('memory and disks are those of then, and the machines run', async () => {
  await changedSince();
  expect((await lab.reset()).name).toBe('ready');
  expect(lab.states).toMatchObject({ state: 'running', moment: 1, disk: 1 });
  expect(lab.states.asked).toEqual(['hardware', 'stage', 'restore', 'resume']);
  expect(lab.open.all()).toEqual([]);
});

test('a second reset does the same', async () => {
  await changedSince();
  await lab.reset('ready');
  lab.states.goOn();
  await lab.reset('ready');
  expect(lab.states).toMatchObject({ state: 'running', moment: 1, disk: 1 });
});

test('Terraform’s state is what it was', async () => {
  const file = labFiles(lab.stateDir).terraformState('services');
  mkdirSync(labFiles(lab.stateDir).terraform);
  writeFileSync(file, 'before');
  await changedSince();
  writeFileSync(file, 'after');
  await lab.reset();
  expect(readFileSync(file, 'utf8')).toBe('before');
});

test('what was broken since is not any more; what was broken then is', async () => {
  lab.open.add({ kind: 'exercise', id: 'then' }, 'break');
  await changedSince();
  lab.open.remove({ kind: 'exercise', id: 'then' });
  lab.open.add({ kind: 'exercise', id: 'since' }, 'break');
  lab.open.add({ kind: 'pod-deleted', pod: 'db-0' } as never, 'verify');
  await lab.reset();
  expect(lab.open.all().map(({ change }) => change)).toEqual([{ kind: 'exercise', id: 'then' }]);
});

test('one that does not fit is refused with every reason, and the lab is not touched', async () => {
  await changedSince();
  lab.states.qemu = '10.0.2';
  await expect(lab.reset()).rejects.toThrow(
    /"ready" cannot be used, and the lab was not touched:\n {2}it was saved by QEMU 7.2.22, and this machine has 10.0.2$/,
  );
  untouched();
});

test.each<[string, () => void, string]>([
  ['missing', () => rmSync(memory()), 'all.memory is missing'],
  ['cut off', () => writeFileSync(memory(), ''), 'all.memory is not what was made'],
  ['changed in one bit', () => writeFileSync(memory(), '3'), 'all.memory is not what was made'],
  ['longer', () => appendFileSync(memory(), 'x'), 'all.memory is not what was made'],
])('a memory file that is %s is told, and the lab is not touched', async (_what, damage, told) => {
  await changedSince();
  damage();
  await expect(lab.reset()).rejects.toThrow(`it is damaged: ${told}`);
  untouched();
});

test('a disk without room for the copies is refused before anything is written, and the lab is not touched', async () => {
  await changedSince();
  lab.states.needed = 2 ** 60;
  await expect(lab.reset()).rejects.toThrow(/a reset needs up to 1073741824.0 GiB of disk space in .*, and .* are free/);
  expect(lab.states.asked).toEqual(['hardware']);
  untouched();
});

test('where the disks cannot be copied, the copies go and the lab is not touched', async () => {
  await changedSince();
  lab.states.faults.set('stage', new Error('no space left'));
  await expect(lab.reset()).rejects.toThrow('no space left');
  expect(lab.states.asked.at(-1)).toBe('unstage');
  untouched();
});

test.each<keyof MachineStates>(['restore', 'resume'])(
  'where %s fails, it stays written down, and the next reset does it',
  async (step) => {
    await changedSince();
    lab.states.faults.set(step, new Error('cannot allocate memory'));
    await expect(lab.reset()).rejects.toThrow('cannot allocate memory');
    expect(lab.open.ofMachines()).toEqual([{ kind: 'machines-reset', checkpoint: 'ready' }]);
    lab.states.faults.clear();
    await lab.reset();
    expect(lab.states).toMatchObject({ state: 'running', moment: 1, disk: 1 });
    expect(lab.open.all()).toEqual([]);
  },
);

test('a reset to another checkpoint ends one that was begun', async () => {
  await lab.take('first');
  lab.states.goOn();
  await lab.take('second');
  lab.states.faults.set('restore', new Error('killed'));
  await expect(lab.reset('first')).rejects.toThrow('killed');
  lab.states.faults.clear();
  await lab.reset('second');
  expect(lab.states).toMatchObject({ state: 'running', moment: 2, disk: 2 });
  expect(lab.open.all()).toEqual([]);
});

test('an interruption after the machines were ended ends nothing', async () => {
  await changedSince();
  lab.states.onAsk = (name) => {
    if (name === 'restore') lab.around.controller.abort();
  };
  await lab.reset();
  expect(lab.states).toMatchObject({ state: 'running', moment: 1, disk: 1 });
});

test('the checkpoint is as it was afterwards', async () => {
  await changedSince();
  await lab.reset();
  expect(existsSync(memory())).toBe(true);
  await lab.reset();
});
