import type { Layout, PlacedBox, PlacedLine } from './layout';
import type { Box, Lane, Line, Scene } from './scene';

/** One thing that happens on a request's way. */
export interface FigureStep {
  /** The box in which it is written: the first of these that the picture has. */
  readonly boxes: readonly string[];
  readonly text: string;
  /** What comes to the box, and how it is drawn: a request, its answer; `note` is written alone. */
  readonly kind: 'request' | 'answer' | 'note';
  /** It was not as predicted. Default: no. */
  readonly differs?: boolean;
}

/** A line between two steps. */
export interface WayLine {
  readonly kind: 'request' | 'answer';
  readonly from: Point;
  readonly to: Point;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The scene with each step written in its box, so that the layout has room for it. */
export function withSteps(scene: Scene, steps: readonly FigureStep[]): Scene {
  const known = new Set(scene.lanes.flatMap(({ boxes }) => boxes.flatMap(idsOf)));
  const written = new Map<string, Line[]>();
  steps.forEach(({ boxes, text }, step) => {
    const id = boxes.find((one) => known.has(one));
    if (id !== undefined) written.set(id, [...(written.get(id) ?? []), { text, style: 'mark', step }]);
  });
  const differs = (lines: readonly Line[]) => lines.some(({ step }) => step !== undefined && steps[step]!.differs);
  const box = (plain: Box): Box => {
    const boxes = plain.boxes?.map(box);
    const lines = written.get(plain.id);
    if (!lines) return { ...plain, boxes };
    const mark = { kind: differs(lines) ? 'false' : 'passed', text: '' } as const;
    return { ...plain, boxes, mark, lines: [...plain.lines, ...lines] };
  };
  return { ...scene, lanes: scene.lanes.map((lane: Lane) => ({ ...lane, boxes: lane.boxes.map(box) })) };
}

const idsOf = ({ id, boxes = [] }: Box): string[] => [id, ...boxes.flatMap(idsOf)];

/** Lines from step to step, each to the left of what is written of it. */
export function wayLines({ lanes }: Layout, steps: readonly FigureStep[]): WayLine[] {
  const placed = lanes.flatMap(({ boxes }) => boxes.flatMap(linesOf));
  const at = (step: number): Point | undefined => {
    const line = placed.find((one) => one.step === step);
    return line && { x: line.x - 3, y: line.y + line.height / 2 };
  };
  const drawn = steps.flatMap(({ kind }, step) => {
    const point = at(step);
    return kind === 'note' || !point ? [] : [{ kind, point }];
  });
  return drawn.slice(1).map(({ kind, point }, index) => ({ kind, from: drawn[index]!.point, to: point }));
}

const linesOf = ({ lines, boxes }: PlacedBox): PlacedLine[] => [...lines, ...boxes.flatMap(linesOf)];
