import { ownerAttribute } from '../../../hypervisor/libvirt/libvirt-objects';
import { renaming } from '../../../hypervisor/libvirt/renaming';
import { type LabIdentity, newIdentity, objectUuid } from '../../../hypervisor/ownership/identity';

const from = newIdentity('lesson');
const to: LabIdentity = { ...newIdentity('second'), origin: { id: from.id, lab: from.lab } };
const rename = renaming(from, to);

test('what only looks like a name of the lab’s stays', () => {
  const others = ['lab-lesson-2', 'my-lab-lesson', '/x/lab-lesson.d/', 'br-lessons', 'lesson', 'lab-lesson.example.com'];
  for (const text of others) expect(rename(text)).toBe(text);
});

test('machines keep their names and UUIDs: their memory is checked against both', () => {
  const uuid = objectUuid(from, 'machine', 'worker-1');
  const text = `<name>lesson-worker-1</name><uuid>${uuid}</uuid>`;
  expect(rename(text)).toBe(text);
  expect(objectUuid(to, 'machine', 'worker-1')).toBe(uuid);
});

test('network, pool, bridge and the paths below the pool become the other lab’s, with its UUIDs', () => {
  expect(
    rename(`<network><name>lab-lesson</name><uuid>${objectUuid(from, 'network')}</uuid><bridge name='br-lesson'/></network>`),
  ).toBe(`<network><name>lab-second</name><uuid>${objectUuid(to, 'network')}</uuid><bridge name='br-second'/></network>`);
  expect(rename('/var/lib/libvirt/images/lab-lesson/worker-1.qcow2')).toBe('/var/lib/libvirt/images/lab-second/worker-1.qcow2');
  expect(rename(objectUuid(from, 'pool'))).toBe(objectUuid(to, 'pool'));
});

test('the owner in a machine’s metadata is the other lab, with where it began', () => {
  const text = rename(`<lab:lab json="${ownerAttribute(from)}"/>`);
  expect(text).toBe(`<lab:lab json="${ownerAttribute(to)}"/>`);
});

test('a lab that begins anew under the same name gets a new identity and keeps its names', () => {
  const again: LabIdentity = { ...newIdentity('lesson'), origin: { id: from.id, lab: from.lab } };
  expect(renaming(from, again)(`lab-lesson ${objectUuid(from, 'network')}`)).toBe(`lab-lesson ${objectUuid(again, 'network')}`);
});
