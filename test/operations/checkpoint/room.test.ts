import { tmpdir } from 'node:os';
import { requireRoom } from '../../../operations/checkpoint/room';

test('what fits passes', () => expect(() => requireRoom(tmpdir(), 1, 'a reset')).not.toThrow());

test('what does not fit is refused with both sizes', () => {
  expect(() => requireRoom(tmpdir(), 2 ** 60, 'a reset')).toThrow(
    /^a reset takes up to 1073741824\.0 GiB, and [\d.]+ GiB are free below/,
  );
});
