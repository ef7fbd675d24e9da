import { withMarks } from '../../../lib/figure/change-marks';
import type { Scene } from '../../../lib/figure/scene';

const scene: Scene = {
  title: { text: 'Lab', style: 'heading' },
  lanes: [
    {
      id: 'lane',
      kind: 'pods',
      lines: [],
      boxes: [
        {
          id: 'outer',
          kind: 'group',
          lines: [],
          boxes: [{ id: 'inner', kind: 'pod', lines: [{ text: 'db-0', style: 'note' }] }],
        },
      ],
    },
  ],
  links: [],
};

test('a mark is told by the last line of its box, however deep; an unknown id is passed over', () => {
  const mark = { kind: 'true', text: '✔ 1/1' } as const;
  const [lane] = withMarks(
    scene,
    new Map([
      ['inner', mark],
      ['nobody', mark],
    ]),
  ).lanes;
  expect(lane!.lines).toEqual([]);
  expect(lane!.boxes[0]!.boxes).toEqual([
    {
      ...scene.lanes[0]!.boxes[0]!.boxes![0],
      boxes: undefined,
      mark,
      lines: [
        { text: 'db-0', style: 'note' },
        { text: '✔ 1/1', style: 'mark' },
      ],
    },
  ]);
});

test('a lane is marked as a box is', () => {
  expect(withMarks(scene, new Map([['lane', { kind: 'false', text: '✘ 0/1' }]])).lanes[0]).toMatchObject({
    mark: { kind: 'false' },
    lines: [{ text: '✘ 0/1', style: 'mark' }],
  });
});
