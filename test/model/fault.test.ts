import { DefinitionError, describeFault, ValueError } from '../../lib/model';

const fault = { path: 'cluster.podCidr', value: '10.0.0.1/12', reason: 'has host bits set', remedy: 'write 10.0.0.0/12' };

test('a fault is one line: where, what, why, what instead', () => {
  expect(describeFault(fault)).toBe('cluster.podCidr 10.0.0.1/12: has host bits set; write 10.0.0.0/12');
  expect(describeFault({ ...fault, remedy: undefined })).toBe('cluster.podCidr 10.0.0.1/12: has host bits set');
});

test('one fault is told in the singular, several with their number', () => {
  expect(new DefinitionError([fault]).message).toBe(`the lab definition has a fault:\n  ${describeFault(fault)}`);
  expect(new DefinitionError([fault, fault]).message).toBe(
    `the lab definition has 2 faults:\n  ${describeFault(fault)}\n  ${describeFault(fault)}`,
  );
});

test('a value refused says so in its message', () => {
  expect(new ValueError('/33', 'is too long').message).toBe('/33: is too long');
  expect(new ValueError('/33', 'is too long', 'write /32').message).toBe('/33: is too long; write /32');
});
