import { marked } from './change-marks';
import type { Box, Lane, Line, Link, Mark, Scene } from './scene';
import { type Say, words } from './figure-words';

/** What becomes of a lab: the scene after it, with what comes, goes and changes marked. What goes stands behind what stays. */
export function withChanges(before: Scene, after: Scene, say: Say): Scene {
  const was = new Map(before.lanes.map((lane) => [lane.id, lane]));
  return {
    ...after,
    title: { ...after.title, text: `${after.title.text}: ${say(words.changes)}` },
    lanes: after.lanes.map((lane) => changedLane(was.get(lane.id)!, lane, say)),
    links: changedLinks(before.links, after.links, say),
  };
}

const markOf = (kind: 'added' | 'removed' | 'changed', say: Say): Mark => ({ kind, text: say(words[kind]) });

function changedLane(before: Lane, after: Lane, say: Say): Lane {
  const boxes = changedBoxes(before.boxes, after.boxes, say);
  return { ...withOldLines(before, after, say), boxes };
}

function changedBoxes(before: readonly Box[], after: readonly Box[], say: Say): Box[] {
  const was = new Map(before.map((box) => [box.id, box]));
  const stays = new Set(after.map(({ id }) => id));
  return [
    ...after.map((box) => {
      const old = was.get(box.id);
      if (!old) return marked(box, markOf('added', say));
      const boxes = box.boxes && changedBoxes(old.boxes ?? [], box.boxes, say);
      return { ...withOldLines(old, box, say), boxes };
    }),
    ...before.filter(({ id }) => !stays.has(id)).map((box) => marked(box, markOf('removed', say))),
  ];
}

/** The lines as they will be, then those that they replace. */
function withOldLines<Thing extends Box | Lane>(before: Thing, after: Thing, say: Say): Thing {
  const texts = (lines: readonly Line[]) => lines.map(({ text }) => text);
  if (texts(before.lines).join('\n') === texts(after.lines).join('\n')) return after;
  const gone = before.lines.filter(({ text }) => !texts(after.lines).includes(text));
  const lines = [...after.lines, ...gone.map(({ text }): Line => ({ text, style: 'gone' }))];
  return marked({ ...after, lines }, markOf('changed', say));
}

function changedLinks(before: readonly Link[], after: readonly Link[], say: Say): Link[] {
  const key = ({ above, below, kind }: Link) => `${above} ${below} ${kind}`;
  const [was, stays] = [new Set(before.map(key)), new Set(after.map(key))];
  return [
    ...after.map((link) => (was.has(key(link)) ? link : { ...link, mark: markOf('added', say) })),
    ...before.filter((link) => !stays.has(key(link))).map((link) => ({ ...link, mark: markOf('removed', say) })),
  ];
}
