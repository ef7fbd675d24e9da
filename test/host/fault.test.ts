import { environmentFault, exitCodes, Fault, labFault, usageFault } from '../../host/fault';

test.each([
  [labFault, 'lab', 1],
  [usageFault, 'usage', 2],
  [environmentFault, 'environment', 3],
] as const)('%p is of kind %s and ends the program with status %i', (make, kind, status) => {
  const cause = new Error('underneath');
  const fault = make('the disk is full', { remedy: 'make room', cause });
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({ name: 'Fault', kind, message: 'the disk is full', remedy: 'make room', cause });
  expect(exitCodes[fault.kind]).toBe(status);
});

test('a remedy and a cause may be missing', () => {
  expect(labFault('no')).toMatchObject({ remedy: undefined, cause: undefined });
});
