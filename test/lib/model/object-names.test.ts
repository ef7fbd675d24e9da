import { labNameOf, objectNames, resolveLab, sharedVolumes, machineVolumes } from '../../../lib/model';

test('a domain is no machine of a lab whose name only begins alike', () => {
  expect(objectNames('day').machineOf('days-worker-1')).toBeUndefined();
  expect(objectNames('day').machineOf('day')).toBeUndefined();
});

test('a namespace without a role of the lab’s is no lab’s', () => {
  expect(labNameOf('lab-lesson-router')).toBeUndefined();
  expect(labNameOf('lesson-lan')).toBeUndefined();
});

test.each(['lesson', 'a-b', 'lan'])('the names of the lab %s lead back to it', (lab) => {
  const names = objectNames(lab);
  expect(names.machineOf(names.domain('worker-1'))).toBe('worker-1');
  for (const role of ['gateway', 'lan', 'internet', 'outside'] as const) expect(labNameOf(names.namespace(role))).toBe(lab);
});

test('names of interfaces fit the kernel’s 15 characters, however long the lab’s name may be', () => {
  const { bridge, link } = objectNames(resolveLab({ name: 'twelve-chars' }).name);
  for (const name of [bridge, ...Object.values(link)]) expect(name.length).toBeLessThanOrEqual(15);
  expect(bridge).toHaveLength(15);
});

test('no machine’s volume is called like a shared one', () => {
  // A machine's name has no underscore, and each of its volumes an ending of its own.
  expect(Object.values(machineVolumes('node'))).toEqual(['node.qcow2', 'node-seed.iso']);
  expect(Object.values(sharedVolumes)).toEqual(['node_image.qcow2', 'vmlinuz', 'initrd.img']);
});
