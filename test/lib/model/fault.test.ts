import { DefinitionError, describeFault, ValueError } from '../../../lib/model';

const fault = { path: 'cluster.podCidr', value: '10.0.0.1/12', reason: 'has host bits set', remedy: 'write 10.0.0.0/12' };

test('a fault is one line: where, what, why, what instead', () => {
  expect(describeFault(fault)).toBe('cluster.podCidr 10.0.0.1/12: has host bits set; write 10.0.0.0/12');
  expect(describeFault({ ...fault, remedy: undefined })).toBe('cluster.podCidr 10.0.0.1/12: has host bits set');
});

test('a fault in a file begins with its place, where one is known', () => {
  const placed = { ...fault, position: { line: 3, column: 12 } };
  expect(describeFault(placed, 'lab.yaml')).toBe(
    'lab.yaml:3:12: cluster.podCidr 10.0.0.1/12: has host bits set; write 10.0.0.0/12',
  );
  expect(describeFault(fault, 'lab.yaml')).toBe(describeFault(fault));
  expect(describeFault(placed)).toBe(describeFault(fault));
});

test('a fault of the whole file has no words for its place in the definition', () => {
  expect(describeFault({ path: '', value: '', reason: 'holds more than one document' })).toBe('holds more than one document');
});

test('a fault stays on its line, whatever the value is', () => {
  expect(describeFault({ path: 'name', value: 'a\n\u001b[31mb', reason: 'is "a\nb"' })).toBe(
    'name a\\u000a\\u001b[31mb: is "a\\u000ab"',
  );
  expect(describeFault({ path: 'name', value: 'x'.repeat(1000), reason: 'is too long' })).toBe(
    `name ${'x'.repeat(299)}…: is too long`,
  );
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

test('an error about a file names the file', () => {
  expect(new DefinitionError([fault], 'lab.yaml').message).toBe(`lab.yaml has a fault:\n  ${describeFault(fault)}`);
});
