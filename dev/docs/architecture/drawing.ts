import { rooms } from '../../../rooms';
import { toMarkdownTable } from '../markdown-table';
import type { Arrow } from './arrows';
import { graphOf, heights, withoutShortcuts } from './graph';

/**
 * A Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html). Rooms below one folder are drawn as that folder, but for those of
 * lib. Arrows that a longer way implies are left out.
 */
export function flowchart(arrows: readonly Arrow[]): string {
  const outer = arrows.map(({ from, to }) => ({ from: folderOf(from), to: folderOf(to) })).filter(({ from, to }) => from !== to);
  const lines = withoutShortcuts(graphOf(outer)).map(([from, to]) => `  ${node(from)} --> ${node(to)}`);
  return ['```mermaid', 'flowchart TD', ...lines.sort(), '```'].join('\n');
}

const folderOf = (room: string): string => (room.startsWith('lib/') ? room : room.split('/')[0]!);

const node = (room: string): string => `${room.replaceAll(/[^a-z]/g, '_')}["${room}"]`;

/** One row for each room, those first that lead most steps down. */
export function arrowTable(arrows: readonly Arrow[]): string {
  const height = heights(graphOf(arrows));
  const names = [...height.keys()].sort((one, other) => height.get(other)! - height.get(one)! || (one < other ? -1 : 1));
  const rows = names.map((name) => {
    const targets = arrows.filter(({ from }) => from === name).map(({ to }) => `\`${to}\``);
    return [String(height.get(name)), `\`${name}\``, targets.join(', ') || 'nothing'];
  });
  return toMarkdownTable(['floor', 'room', 'imports from'], rows);
}

/** What the table of rooms (rooms.js) allows, one row for each room. */
export function directionTable(): string {
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ') || 'nothing';
  const rows = Object.entries(rooms).map(([name, { may, pure, cdktf }]) => [
    `\`${name}\``,
    list(may),
    pure ? 'only computes' : cdktf ? 'knows cdktf' : '',
  ]);
  return toMarkdownTable(['room', 'may import from', ''], rows);
}
