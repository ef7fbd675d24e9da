import { rmSync } from 'node:fs';
import { silentProgress } from '../../../host/progress';
import { labFiles } from '../../../host/lab-files';
import { labError } from '../../../host/user-error';
import { mendMachines, mendOrGoOn } from '../../../operations/checkpoint/mend-machines';
import { repairLeftovers } from '../../../operations/repair-leftovers';
import { CheckpointedLab } from './checkpointed-lab';

let lab: CheckpointedLab;
beforeEach(() => (lab = new CheckpointedLab()));
afterEach(() => lab.remove());

const start = () => lab.hypervisor.start(silentProgress);

/** A command was killed while the machines were paused. */
const killedCheckpoint = () => {
  lab.open.add({ kind: 'machines-paused' }, 'checkpoint');
  lab.states.state = 'paused';
};

/** A command was killed while it brought the lab back. */
async function killedReset(): Promise<void> {
  await lab.take('ready');
  lab.states.goOn();
  lab.open.add({ kind: 'machines-reset', checkpoint: 'ready' }, 'reset');
  lab.states.state = 'off';
}

test('where nothing was begun, nothing is asked', async () => {
  await mendMachines(lab.context, lab.hypervisor);
  await mendOrGoOn(lab.context, lab.hypervisor, start);
  expect(lab.states.asked).toEqual([]);
  expect(lab.hypervisor.asked).not.toContain('start');
});

test('paused machines go on before the next command looks at the lab', async () => {
  killedCheckpoint();
  await repairLeftovers(lab.context);
  expect(lab.states.state).toBe('running');
  expect(lab.open.all()).toEqual([]);
  expect(lab.notes).toEqual(['an earlier command was ended while it had paused the machines of the lab: they go on']);
});

test('a reset that was begun is done', async () => {
  await killedReset();
  await mendMachines(lab.context, lab.hypervisor);
  expect(lab.states).toMatchObject({ state: 'running', moment: 1, disk: 1 });
  expect(lab.open.all()).toEqual([]);
});

test('where that fails it stays written down', async () => {
  await killedReset();
  rmSync(labFiles(lab.stateDir).checkpoints, { recursive: true });
  await expect(mendMachines(lab.context, lab.hypervisor)).rejects.toThrow('the lab has no checkpoint');
  expect(lab.open.ofMachines()).toHaveLength(1);
});

test('up goes on without the checkpoint, and says so', async () => {
  await killedReset();
  rmSync(labFiles(lab.stateDir).checkpoints, { recursive: true });
  await mendOrGoOn(lab.context, lab.hypervisor, start);
  expect(lab.notes.at(-1)).toBe('the lab has no checkpoint; the machines go on with the disks they have');
  expect(lab.open.all()).toEqual([]);
});

test('where the attempt of up has ended machines, they are started on the disks they have', async () => {
  await killedReset();
  lab.states.faults.set('restore', labError('QEMU cannot read it'));
  await mendOrGoOn(lab.context, lab.hypervisor, start);
  expect(lab.states.asked.slice(-2)).toEqual(['unstage', 'resume']);
  expect(lab.hypervisor.asked.at(-1)).toBe('start');
  expect(lab.open.all()).toEqual([]);
});
