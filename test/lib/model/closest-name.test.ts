import { closestName } from '../../../lib/model';

const keys = ['name', 'network', 'controlPlane', 'workers', 'nameServer', 'loadBalancer'];

test.each([
  ['nmae', 'name'],
  ['networks', 'network'],
  ['control-plane', 'controlPlane'],
  ['controlplane', 'controlPlane'],
  ['control_plane', 'controlPlane'],
  ['worker', 'workers'],
  ['nameserver', 'nameServer'],
  ['load balancer', 'loadBalancer'],
])('%s probably means %s', (name, expected) => {
  expect(closestName(name, keys)).toBe(expected);
});

test.each(['services', 'x', 'image', ''])('%j means none of them', (name) => {
  expect(closestName(name, keys)).toBeUndefined();
});

test('where nothing is known nothing is near', () => {
  expect(closestName('name', [])).toBeUndefined();
});
