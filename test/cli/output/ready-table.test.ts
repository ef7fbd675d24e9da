import { readyTable } from '../../../cli/output/ready-table';

test('where none is kept, it says what keeps one', () => {
  expect(readyTable([])).toContain('./lab up keeps one');
});

test('each has its key, where it came from, its age, its size and what it holds, or what is wrong with it', () => {
  const one = {
    key: '0123456789abcdef',
    lab: 'lesson',
    takenAt: '2026-01-01T10:00:00Z',
    bytes: 3_000_000_000,
    machines: ['a', 'b'],
  };
  const text = readyTable(
    [one, { key: 'fedcba9876543210', bytes: 0, machines: [], fault: 'half a file' }],
    new Date('2026-01-01T12:00:00Z'),
  );
  expect(text).toMatch(/0123456789abcdef +lesson +120 min 0 s ago +3000 MB +2 machines/);
  expect(text).toContain('half a file');
});
