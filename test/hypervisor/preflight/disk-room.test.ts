import { largestFile, tooThinDisks } from '../../../hypervisor/preflight/disk-room';
import { resolveLab } from '../../../lib/model';

const lab = resolveLab();
const gib = 2 ** 30;

test('disks that may grow beyond what is free are told, with both sizes', () => {
  expect(tooThinDisks(lab, '/labs', 39.5 * gib)).toBe(
    "warning: the machines' disks may grow to 40 GiB below /labs, where 39.5 GiB are free; " +
      'give the machines smaller disks in the definition where strangers use them',
  );
  expect(tooThinDisks(lab, '/labs', 40 * gib)).toBeUndefined();
});

test('the largest file is the largest disk with what its format adds', () => {
  expect(largestFile(lab)).toBe(12 * gib);
});

test('a machine with more memory than disk can have its memory saved', () => {
  const large = resolveLab({ controlPlane: { memory: '64 GiB' } });
  expect(largestFile(large)).toBeGreaterThan(64 * gib);
});
