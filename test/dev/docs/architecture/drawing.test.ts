import { arrowTable, directionTable, flowchart } from '../../../../dev/docs/architecture/drawing';

const arrow = (from: string, to: string) => ({ from, to, files: [] });
const arrows = [
  arrow('cli', 'host'),
  arrow('cli', 'operations'),
  arrow('lib/render', 'lib/model'),
  arrow('operations', 'host'),
  arrow('operations', 'operations/secrets'),
  arrow('operations/secrets', 'lib/render'),
];

test('the picture draws folders, the rooms of lib each, and no arrow that another way implies', () => {
  expect(flowchart(arrows).split('\n')).toEqual([
    '```mermaid',
    'flowchart TD',
    '  cli["cli"] --> operations["operations"]',
    '  lib_render["lib/render"] --> lib_model["lib/model"]',
    '  operations["operations"] --> host["host"]',
    '  operations["operations"] --> lib_render["lib/render"]',
    '```',
  ]);
});

test('the table has each room with its floor and all that it imports from', () => {
  const rows = arrowTable(arrows).split('\n').slice(2);
  expect(
    rows.map((row) =>
      row
        .split('|')
        .slice(1, 4)
        .map((cell) => cell.trim()),
    ),
  ).toEqual([
    ['4', '`cli`', '`host`, `operations`'],
    ['3', '`operations`', '`host`, `operations/secrets`'],
    ['2', '`operations/secrets`', '`lib/render`'],
    ['1', '`lib/render`', '`lib/model`'],
    ['0', '`host`', 'nothing'],
    ['0', '`lib/model`', 'nothing'],
  ]);
});

test('the table of directions says what a room may do', () => {
  expect(directionTable()).toMatch(/\| `lib\/model` +\| nothing +\| only computes +\|/);
});
