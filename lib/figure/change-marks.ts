import type { Box, Lane, Mark, Scene } from './scene';

/** A box or a lane with a mark: its words are its last line. */
export const marked = <Marked extends Box | Lane>(thing: Marked, mark: Mark | undefined): Marked =>
  mark ? { ...thing, mark, lines: [...thing.lines, { text: mark.text, style: 'mark' }] } : thing;

/** The scene with marks of boxes and lanes, by their ids. An id that is not there is passed over. */
export function withMarks({ lanes, ...scene }: Scene, marks: ReadonlyMap<string, Mark>): Scene {
  const box = (plain: Box): Box => marked({ ...plain, boxes: plain.boxes?.map(box) }, marks.get(plain.id));
  return { ...scene, lanes: lanes.map((lane) => marked({ ...lane, boxes: lane.boxes.map(box) }, marks.get(lane.id))) };
}
