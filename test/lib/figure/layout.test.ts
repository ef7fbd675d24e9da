import * as fc from 'fast-check';
import { withChanges } from '../../../lib/figure/changes';
import { layOut, type Layout } from '../../../lib/figure/layout';
import { withMarks } from '../../../lib/figure/change-marks';
import { sceneOf } from '../../../lib/figure/scene-of';
import type { Box, Scene } from '../../../lib/figure/scene';
import type { Say } from '../../../lib/figure/figure-words';
import { type LabDefinition, resolveLab } from '../../../lib/model';
import { validDefinition } from '../model/definitions';
import { overlaps } from './overlaps';

jest.setTimeout(300_000);

const english: Say = ({ en }) => en;
const korean: Say = ({ ko }) => ko;
const draw = (definition: LabDefinition, say = english) => layOut(sceneOf(resolveLab(definition), say));
const ids = (box: Box): string[] => [box.id, ...(box.boxes ?? []).flatMap(ids)];
const idsOf = ({ lanes }: Scene) => lanes.flatMap((lane) => [lane.id, ...lane.boxes.flatMap(ids)]);

test('nothing lies over anything else in the picture of any lab, in either language', async () => {
  await fc.assert(
    fc.asyncProperty(validDefinition, fc.constantFrom(english, korean), async (definition, say) => {
      expect(overlaps(await draw(definition, say))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('nor in that of what changes from any lab to any other one, with marks on everything', async () => {
  await fc.assert(
    fc.asyncProperty(validDefinition, validDefinition, async (one, other) => {
      const scene = withChanges(sceneOf(resolveLab(one), english), sceneOf(resolveLab(other), english), english);
      const marks = new Map(idsOf(scene).map((id) => [id, { kind: 'false', text: '✘ 100/200' } as const]));
      expect(new Set(idsOf(scene)).size).toBe(idsOf(scene).length);
      expect(overlaps(await layOut(withMarks(scene, marks)))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test.each([1, 2, 20])('nor in that of %d workers', async (workers) => {
  const layout = await draw({ workers });
  expect(overlaps(layout)).toEqual([]);
  expect(layout.width / layout.height).toBeLessThan(2.5);
});

test('the same lab gives the same picture', async () => {
  expect(await draw({})).toEqual(await draw({}));
});

test('the networks lie from the outside inwards, each over the whole width', async () => {
  const { lanes, width } = await draw({});
  expect(lanes.map(({ id }) => id)).toEqual(['outside', 'between', 'machine-network', 'service-network', 'pod-network', 'key']);
  expect(lanes.map(({ y }) => y)).toEqual(lanes.map(({ y }) => y).toSorted((one, other) => one - other));
  for (const lane of lanes) expect([lane.x, lane.width]).toEqual([0, width]);
});

test('the measure of overlaps finds a box that was moved, and a link that was', async () => {
  const layout = await draw({});
  const moved: Layout = {
    ...layout,
    lanes: layout.lanes.map((lane) => ({
      ...lane,
      boxes: lane.boxes.map((box) => ({ ...box, x: box.x + (box.id === 'lan' ? -60 : 0) })),
    })),
  };
  expect(overlaps(moved)).toContain('name-server lies over lan');
  const lan = layout.lanes.flatMap(({ boxes }) => boxes).find(({ id }) => id === 'lan')!;
  const [first, ...rest] = layout.links;
  const through = { ...first!, points: [lan, { x: lan.x + lan.width, y: lan.y + lan.height }] };
  expect(overlaps({ ...layout, links: [through, ...rest] })).toContain('the link outside.user – outside.router runs through lan');
});
