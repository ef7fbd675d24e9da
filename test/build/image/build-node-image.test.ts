import { stepKey } from '../../../host/cached-step';
import { nodeImageKey, nodeStep } from '../../../build/image/build-node-image';
import { recipeHash } from '../../../build/image/recipe-hash';

// The key holds the version of Go, asked once for each program.
jest.setTimeout(60_000);

test('the image has the same key as long as nothing in it changes', async () => {
  const key = await nodeImageKey();
  expect(key).toMatch(/^[0-9a-f]{16}$/);
  expect(await nodeImageKey()).toBe(key);
});

test('each part of the image changes its key', async () => {
  const step = await nodeStep();
  const keys = Object.keys(step.inputs).map((part) => stepKey({ ...step, inputs: { ...step.inputs, [part]: 'changed' } }));
  expect(new Set([stepKey(step), ...keys]).size).toBe(keys.length + 1);
  expect(Object.keys(step.inputs).sort()).toEqual(
    ['containerd', 'coredns', 'cri-tools', 'etcd', 'images', 'kubernetes', 'metallb', 'overlay', 'packages', 'recipe'].sort(),
  );
});

test('other recipe files have another hash', () => {
  expect(recipeHash('umoci.ts')).not.toBe(recipeHash('debian-root.ts'));
  expect(recipeHash('umoci.ts')).toBe(recipeHash('umoci.ts'));
});
