import { formatDuration, formatTime } from '../../../lib/report/times';

test.each([
  [0, '0.0 s'],
  [1234, '1.2 s'],
  [4_249, '4.2 s'],
  [59_949, '59.9 s'],
  [59_951, '1 min 0 s'],
  [60_000, '1 min 0 s'],
  [119_600, '2 min 0 s'],
  [187_000, '3 min 7 s'],
  [3_600_000, '60 min 0 s'],
])('%d ms are %s', (milliseconds, expected) => {
  expect(formatDuration(milliseconds)).toBe(expected);
});

test('a time is told in UTC, whatever the zone of the machine', () => {
  expect(formatTime(new Date('2025-11-24T09:30:59+09:00'))).toBe('2025-11-24 00:30 UTC');
});
