import { withChanges } from '../../../lib/figure/changes';
import type { Box, Scene } from '../../../lib/figure/scene';
import { sceneOf } from '../../../lib/figure/scene-of';
import { type LabDefinition, resolveLab } from '../../../lib/model';

const say = ({ en }: { en: string }) => en;
const scene = (definition: LabDefinition) => sceneOf(resolveLab(definition), say);
const inside = (box: Box): Box[] => [box, ...(box.boxes ?? []).flatMap(inside)];
const marks = ({ lanes }: Scene) =>
  Object.fromEntries(
    lanes.flatMap((lane) => [lane, ...lane.boxes.flatMap(inside)]).flatMap(({ id, mark }) => (mark ? [[id, mark.kind]] : [])),
  );
const changes = (before: LabDefinition, after: LabDefinition) => withChanges(scene(before), scene(after), say);

test('between equal labs nothing is marked', () => {
  const found = changes({}, {});
  expect(marks(found)).toEqual({});
  expect(found.links.filter(({ mark }) => mark)).toEqual([]);
});

test('a worker more comes, and nothing else but the count of toolboxes changes', () => {
  expect(marks(changes({ workers: 2 }, { workers: 3 }))).toEqual({
    'machine.worker-3': 'added',
    'cluster-pods.toolbox': 'changed',
  });
});

test('a worker less goes: it stays in the picture and says so', () => {
  const found = changes({ workers: 3 }, { workers: 2 });
  expect(marks(found)).toMatchObject({ 'machine.worker-3': 'removed' });
  const worker = found.lanes.flatMap(({ boxes }) => boxes.flatMap(inside)).find(({ id }) => id === 'machine.worker-3');
  expect(worker?.lines.at(-1)).toEqual({ text: '− goes', style: 'mark' });
});

test('what changes shows what it will be, then what it was', () => {
  const found = changes({}, { nameServer: { address: '.53' } });
  const server = found.lanes.flatMap(({ boxes }) => boxes).find(({ id }) => id === 'name-server');
  expect(server?.lines.map(({ text, style }) => `${style}: ${text}`)).toEqual([
    'name: name-server',
    'address: 192.168.56.53',
    'note: company DNS (BIND)',
    'note: company.internal',
    'note: forwards other names',
    'gone: 192.168.56.50',
    'mark: ± changes',
  ]);
});

test('links of what comes and goes are marked, too', () => {
  const services = { web: { type: 'LoadBalancer', workload: 'api-tester' }, db: { type: 'Headless', workload: 'db' } } as const;
  const found = changes({}, { services }).links.map(({ above, below, mark }) => `${above} ${below} ${mark?.kind}`);
  expect(found).toContain('address.web service.web added');
  expect(found).toContain('address.api-tester-lb service.api-tester-lb removed');
  expect(found).toContain('service.db pods.db undefined');
});
