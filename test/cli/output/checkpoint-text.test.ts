import { checkpointsTable, resetText, startedText, takenText } from '../../../cli/output/checkpoint-text';

const check = { claims: 10, about: ['every node is Ready'], milliseconds: 3210 };

test('a checkpoint tells its name, how long the lab stood still, and how to come back', () => {
  expect(takenText({ name: 'ready', takenAt: '2026-01-01T00:00:00Z', pausedMilliseconds: 6300, broken: [] })).toBe(
    'The checkpoint "ready" is made; the lab stood still for 6.3 s. ./lab reset ready brings it back.',
  );
});

test('a reset tells which moment it is, and what the quick check looked at', () => {
  const text = resetText({ name: 'ready', takenAt: '2026-01-02T03:04:05.678Z', milliseconds: 5000, check });
  expect(text).toContain('as it was at 2026-01-02 03:04:05 UTC ("ready"); that took 5.0 s');
  expect(text).toContain('Quick check: 10 claims are true (every node is Ready), 3.2 s.');
});

test('a start without saved memory says that machines boot', () => {
  expect(startedText({ booted: [], check })).toContain('goes on where it was');
  expect(startedText({ booted: ['worker-1'] })).toContain('worker-1 had no saved memory and boots');
});

test('the list has age, size, what a checkpoint holds and whether it fits', () => {
  expect(checkpointsTable([])).toContain('./lab checkpoint makes one');
  const one = { bytes: 3_415_000_000, machines: ['a', 'b'], broken: [] };
  const now = new Date('2026-01-01T00:02:00Z');
  const text = checkpointsTable(
    [
      { ...one, name: 'ready', takenAt: '2026-01-01T00:00:00Z', reasons: [] },
      { ...one, name: 'old', takenAt: '2026-01-01T00:00:00Z', broken: ['dns-stopped'], reasons: ['of another lab', 'damaged'] },
      { ...one, name: 'unknown', machines: [] },
    ],
    now,
  );
  expect(text).toMatch(/ready +2 min 0 s ago +3415 MB +2 machines +yes/);
  expect(text).toMatch(/old .*2 machines, dns-stopped broken +no: of another lab; damaged/);
});
