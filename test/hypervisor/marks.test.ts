import { bears, marksOf } from '../../hypervisor/marks';
import { newIdentity } from '../../hypervisor/ownership/identity';
import { resolveLab } from '../../lib/model';

const lab = resolveLab({ name: 'second' });

test('a lab’s marks are its namespaces, interfaces, networks, machines and paths', () => {
  const marks = marksOf(lab, ['/x/.lab/second']);
  expect(marks).toEqual(
    expect.arrayContaining(['lab-second-gateway', 'br-second', 'lab-second', 'second-worker-1', '/x/.lab/second']),
  );
});

test('machines that a lab began with are its own, by the names that they were saved with', () => {
  const identity = { ...newIdentity('second'), origin: { id: newIdentity('lesson').id, lab: 'lesson' } };
  const marks = marksOf(lab, [], identity);
  expect(marks.some((mark) => bears('lesson-worker-1', mark))).toBe(true);
  expect(marks.some((mark) => bears('lab-lesson', mark))).toBe(false);
});
