import { broughtFolder, broughtNode } from '../../host/brought-node';

test('the machine’s own Node.js is none that was brought', () => {
  expect(broughtNode('/usr/bin/node')).toBeUndefined();
  expect(broughtNode('/home/user/runtime/node-22/bin/node')).toBeUndefined();
});

test('one in the cache is named by its folder, which has npx, too', () => {
  expect(broughtNode('/cache/runtime/node-0123456789abcdef/bin/node')).toBe('/cache/runtime/node-0123456789abcdef/bin');
});

test('each program has a folder of its own, named by what is brought', () => {
  expect(broughtFolder('node')).toMatch(/^runtime\/node-[0-9a-f]{16}$/);
  expect(broughtFolder('go')).toMatch(/^runtime\/go-[0-9a-f]{16}$/);
  expect(broughtNode(`/cache/${broughtFolder('node')}/bin/node`)).toBeDefined();
});
