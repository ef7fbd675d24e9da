import type { ElkNode } from 'elkjs/lib/elk-api';
import { elkGraph, insetOf, strutOf, textSize } from './elk-graph';
import type { Box, Lane, Line, Link, Scene } from './scene';
import { lineHeight, textWidth } from './text-size';

/** In pixels from the picture's upper left corner. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type PlacedLine = Line & Area;

export interface PlacedBox extends Omit<Box, 'boxes' | 'lines'>, Area {
  readonly lines: readonly PlacedLine[];
  readonly boxes: readonly PlacedBox[];
}

export interface PlacedLane extends Omit<Lane, 'boxes' | 'lines'>, Area {
  readonly lines: readonly PlacedLine[];
  readonly boxes: readonly PlacedBox[];
}

export interface PlacedLink extends Link {
  /** Where it turns, from above to below. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A picture in which everything has its place. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly title: PlacedLine;
  readonly lanes: readonly PlacedLane[];
  readonly links: readonly PlacedLink[];
}

/** Between a lane's edge and its boxes. */
const ground = 14;

/** Finds a place for everything by the Eclipse Layout Kernel. It is the same for the same scene. */
export async function layOut(scene: Scene): Promise<Layout> {
  // It is large, and few commands draw.
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const root = await new Elk().layout(elkGraph(scene));
  const title = placedLines([scene.title], 0, 0)[0]!;
  const gutter = Math.max(...scene.lanes.map(({ lines }) => textSize(lines).width)) + 3 * ground;
  const [left, top] = [gutter, title.height + 2 * ground];
  const width = Math.max(left + root.width! + ground, title.width);
  const nodes = new Map(root.children!.map((node) => [node.id, node]));
  return {
    width: Math.ceil(width),
    height: Math.ceil(top + root.height! + ground),
    title,
    lanes: scene.lanes.map((lane) => placedLane(lane, nodes, { left, top, width })),
    links: scene.links.map((link, index) => {
      const { startPoint, bendPoints = [], endPoint } = root.edges![index]!.sections![0]!;
      const points = [startPoint, ...bendPoints, endPoint].map(({ x, y }) => ({
        x: Math.round(left + x),
        y: Math.round(top + y),
      }));
      return { ...link, points };
    }),
  };
}

/** A lane holds its boxes from the picture's left edge, where its title stands, to the right one. */
function placedLane(
  lane: Lane,
  nodes: ReadonlyMap<string, ElkNode>,
  { left, top, width }: { left: number; top: number; width: number },
): PlacedLane {
  const boxes = lane.boxes.map((box) => placedBox(box, nodes.get(box.id)!, left, top));
  const strut = nodes.get(strutOf(lane))!;
  const upper = Math.min(Math.round(top + strut.y!), ...boxes.map(({ y }) => y)) - ground;
  const lower = Math.max(Math.round(top + strut.y! + strut.height!), ...boxes.map(({ y, height }) => y + height)) + ground;
  return { ...lane, x: 0, y: upper, width, height: lower - upper, lines: placedLines(lane.lines, ground, upper + ground), boxes };
}

function placedBox(box: Box, node: ElkNode, left: number, top: number): PlacedBox {
  const [x, y] = [left + node.x!, top + node.y!];
  const { left: textLeft, top: textTop } = insetOf(box);
  const right = Math.round(x + node.width!);
  const bottom = Math.round(y + node.height!);
  return {
    ...box,
    x: Math.round(x),
    y: Math.round(y),
    width: right - Math.round(x),
    height: bottom - Math.round(y),
    lines: placedLines(box.lines, Math.round(x) + textLeft, Math.round(y) + textTop),
    boxes: (box.boxes ?? []).map((inner, index) => placedBox(inner, node.children![index]!, x, y)),
  };
}

/** Lines one below the other. */
function placedLines(lines: readonly Line[], x: number, top: number): PlacedLine[] {
  let y = top;
  return lines.map((line) => {
    const placed = { ...line, x, y, width: textWidth(line.text, line.style), height: lineHeight(line.style) };
    y += placed.height;
    return placed;
  });
}
