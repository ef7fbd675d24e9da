import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeSpace, inGib, inMegabytes, requireSpace } from '../../host/disk-space';

test('a folder that does not exist yet is measured where it will be', () => {
  expect(freeSpace(join(tmpdir(), 'not/made/yet'))).toBeGreaterThan(0);
});

test('what fits passes', () => {
  expect(() => requireSpace(tmpdir(), 1, 'a reset', 'make room')).not.toThrow();
});

test('what does not fit is refused with both sizes, the place and what to do', () => {
  const refused = () => requireSpace(tmpdir(), 2 ** 60, 'a reset', 'make room');
  expect(refused).toThrow(/^a reset needs up to 1073741824\.0 GiB of disk space in .+, and [\d.]+ GiB are free there$/);
  expect(refused).toThrow(expect.objectContaining({ kind: 'environment', remedy: 'make room' }));
});

test('sizes are said in the units of disks', () => {
  expect(inGib(1.5 * 2 ** 30)).toBe('1.5 GiB');
  expect(inMegabytes(3_140_400_000)).toBe('3140 MB');
});
