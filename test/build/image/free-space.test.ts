import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { requireFreeSpace } from '../../../build/image/free-space';

test('a folder that does not exist yet is measured where it will be', () => {
  expect(() => requireFreeSpace(join(tmpdir(), 'not/made/yet'), 0, 'nothing')).not.toThrow();
});

test('fails with what is needed, where, and what is free', () => {
  expect(() => requireFreeSpace(tmpdir(), 10_000_000, 'the node image')).toThrow(
    /^the node image needs 10000000 GiB of disk space in .+, and [0-9.]+ GiB are free there$/,
  );
});
