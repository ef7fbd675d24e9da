import { checkpointLab } from '../../operations/checkpoint-lab';
import { CheckpointedLab } from './checkpoint/checkpointed-lab';

let lab: CheckpointedLab;
beforeEach(() => (lab = new CheckpointedLab()));
afterEach(() => lab.remove());

test('a lab that does not run is refused', async () => {
  lab.hypervisor.running = false;
  await expect(checkpointLab(lab.context)).rejects.toThrow('does not run');
  expect(lab.states.asked).toEqual([]);
});

test('what an ended command left is mended first, so that it is in no checkpoint', async () => {
  lab.open.add({ kind: 'machines-paused' }, 'checkpoint');
  lab.states.state = 'paused';
  await checkpointLab(lab.context, 'ready');
  expect(lab.states.asked.slice(0, 3)).toEqual(['resume', 'hardware', 'pause']);
});

test('the result names the checkpoint, and a broken exercise in it is said', async () => {
  lab.open.add({ kind: 'exercise', id: 'dns-stopped' }, 'break');
  expect(await checkpointLab(lab.context, 'ready')).toMatchObject({ name: 'ready', broken: ['dns-stopped'] });
  expect(lab.notes).toEqual(['the checkpoint holds the broken exercise dns-stopped']);
});
