import { basename, dirname } from 'node:path';
import { measuredArrows, sourceFiles } from '../dev/docs/architecture/arrows';
import { circular, graphOf } from '../dev/docs/architecture/graph';
import { mayImport, rooms } from '../rooms';

const arrows = measuredArrows();
const words = ({ from, to, files }: (typeof arrows)[number]) => `${from} → ${to} (${files.join(', ')})`;

test('no room imports from one that its row does not name', () => {
  expect(arrows.length).toBeGreaterThan(50);
  expect(arrows.filter(({ from, to }) => !mayImport(from, to)).map(words)).toEqual([]);
});

test('no room imports from itself by way of others', () => {
  expect(circular(graphOf(arrows))).toEqual([]);
});

test('every room of the table has files', () => {
  const found = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  expect(Object.keys(rooms).filter((room) => !found.has(room))).toEqual([]);
});

test('no file of one name is in two places, but a command and its operation', () => {
  // What a folder shows of itself, and where a program begins.
  const everywhere = ['index.ts', 'main.ts'];
  const places = new Map<string, string[]>();
  for (const file of sourceFiles()) places.set(basename(file), [...(places.get(basename(file)) ?? []), dirname(file)]);
  const pairs = (folders: readonly string[]) => folders.every((folder) => ['cli/commands', 'operations'].includes(folder));
  const twice = [...places].filter(([name, folders]) => folders.length > 1 && !everywhere.includes(name) && !pairs(folders));
  expect(twice).toEqual([]);
});
