import type { Area, Layout, PlacedBox } from '../../../lib/figure/layout';

const inside = (inner: Area, outer: Area): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const overlap = (one: Area, other: Area): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

interface Named {
  readonly name: string;
  readonly area: Area;
}

const pairs = (things: readonly Named[]): string[] =>
  things.flatMap((one, index) =>
    things
      .slice(index + 1)
      .filter((other) => overlap(one.area, other.area))
      .map((other) => `${one.name} lies over ${other.name}`),
  );

const linesOf = ({ id, lines }: Pick<PlacedBox, 'id' | 'lines'>): Named[] =>
  lines.map((area) => ({ name: `"${area.text}" of ${id}`, area }));

/** What is wrong in a box: text or a box that lies over another one or leaves it. */
function faultsIn(box: Area & Pick<PlacedBox, 'id' | 'lines' | 'boxes'>): string[] {
  const things = [...linesOf(box), ...box.boxes.map((area) => ({ name: area.id, area }))];
  const outside = things.filter(({ area }) => !inside(area, box)).map(({ name }) => `${name} leaves ${box.id}`);
  return [...outside, ...pairs(things), ...box.boxes.flatMap(faultsIn)];
}

/** Boxes and titles through which a link runs that it does not lead to. A link is of level and upright lines. */
function crossings({ lanes, links }: Layout): string[] {
  const things = lanes.flatMap((lane) => [...linesOf(lane), ...lane.boxes.map((area) => ({ name: area.id, area }))]);
  return links.flatMap(({ above, below, points }) =>
    points.slice(1).flatMap((to, index) => {
      const from = points[index]!;
      const line = {
        x: Math.min(from.x, to.x),
        y: Math.min(from.y, to.y),
        width: Math.max(Math.abs(from.x - to.x), 0.1),
        height: Math.max(Math.abs(from.y - to.y), 0.1),
      };
      return things
        .filter(({ name, area }) => name !== above && name !== below && overlap(line, area))
        .map(({ name }) => `the link ${above} – ${below} runs through ${name}`);
    }),
  );
}

/** Everything in a picture that lies over something else or outside its place, in words. */
export function overlaps(layout: Layout): string[] {
  const paper: Area = { x: 0, y: 0, width: layout.width, height: layout.height };
  const lanes = layout.lanes.map((area) => ({ name: area.id, area }));
  return [
    ...lanes.filter(({ area }) => !inside(area, paper)).map(({ name }) => `${name} leaves the paper`),
    ...pairs([{ name: 'the title', area: layout.title }, ...lanes]),
    ...layout.lanes.flatMap(faultsIn),
    ...crossings(layout),
  ];
}
