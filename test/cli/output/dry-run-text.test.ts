import { dryRunText } from '../../../cli/output/dry-run-text';
import { resolveLab } from '../../../lib/model';

const text = dryRunText(resolveLab({ name: 'lesson' }));
const steps = [
  { name: 'programs', title: 'Programs for this machine', todo: ['fetch Go 1.26.6', 'build CoreDNS'], milliseconds: 61_000 },
  { name: 'image', title: 'Node image', todo: [], milliseconds: 2_000 },
  { name: 'cluster', title: 'Cluster', todo: [] },
];

test('each step has what is to be done, and what it took last time', () => {
  const lines = text({ lab: 'changed', lastUp: new Date('2026-11-28T10:00:00Z'), steps }).split('\n');
  expect(lines[0]).toMatch(/^The lab "lesson" has another definition than at its last \.\/lab up; .* Nothing was changed/);
  expect(lines).toEqual(
    expect.arrayContaining([
      '     1 min 1 s  Programs for this machine',
      '                  fetch Go 1.26.6',
      '         2.0 s  Node image',
      '                Cluster',
    ]),
  );
  expect(lines.at(-1)).toBe('The times are those of the ./lab up that ended 2026-11-28 10:00 UTC: 1 min 3 s in all.');
});

test('of a lab that was never built no time is known, and that is said', () => {
  const said = text({ lab: 'new', steps: steps.map(({ name, title, todo }) => ({ name, title, todo })) });
  expect(said).toContain('The lab "lesson" was not built yet.');
  expect(said).toContain('How long it takes is not known before the first ./lab up');
});
