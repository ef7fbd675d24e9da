import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { labFiles } from '../../host/lab-files';
import { listCheckpoints, removeCheckpoint } from '../../operations/list-checkpoints';
import { CheckpointedLab } from './checkpoint/checkpointed-lab';

let lab: CheckpointedLab;
beforeEach(() => (lab = new CheckpointedLab()));
afterEach(() => lab.remove());

test('a lab without checkpoints asks no hypervisor for them', async () => {
  expect(await listCheckpoints(lab.context)).toEqual([]);
  expect(lab.hypervisor.asked).toEqual([]);
});

test('each is told with its machines and whether it fits', async () => {
  await lab.take('ready');
  const [listed] = await listCheckpoints(lab.context);
  expect(listed).toMatchObject({ name: 'ready', broken: [], reasons: [] });
  expect(listed!.machines).toEqual(['control-plane', 'name-server', 'worker-1', 'worker-2']);
  lab.states.qemu = '10.0.2';
  expect((await listCheckpoints(lab.context))[0]!.reasons).toEqual(['it was saved by QEMU 7.2.22, and this machine has 10.0.2']);
});

test('of a lab that does not run nobody knows what fits', async () => {
  await lab.take('ready');
  lab.hypervisor.running = false;
  expect((await listCheckpoints(lab.context))[0]!.reasons).toBeUndefined();
});

test('damage is found where every file is read', async () => {
  await lab.take('ready');
  appendFileSync(join(labFiles(lab.stateDir).checkpoints, 'ready', 'all.memory'), 'x');
  expect((await listCheckpoints(lab.context, { read: true }))[0]!.reasons).toEqual([
    'it is damaged: all.memory is not what was made',
  ]);
});

test('one is removed, and the others stay', async () => {
  await lab.take('one');
  await lab.take('two');
  await removeCheckpoint(lab.context, 'one');
  expect((await listCheckpoints(lab.context)).map(({ name }) => name)).toEqual(['two']);
  expect(existsSync(join(labFiles(lab.stateDir).checkpoints, 'one'))).toBe(false);
});

test('one that an ended reset needs is not removed', async () => {
  await lab.take('ready');
  lab.open.add({ kind: 'machines-reset', checkpoint: 'ready' }, 'reset');
  await expect(removeCheckpoint(lab.context, 'ready')).rejects.toThrow('a reset to "ready" was ended half way and needs it');
});
