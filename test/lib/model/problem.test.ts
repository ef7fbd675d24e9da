import { DefinitionError, describeProblem, ValueError } from '../../../lib/model';

const problem = { path: 'cluster.podCidr', value: '10.0.0.1/12', reason: 'has host bits set', remedy: 'write 10.0.0.0/12' };

test('a problem is one line: where, what, why, what instead', () => {
  expect(describeProblem(problem)).toBe('cluster.podCidr 10.0.0.1/12: has host bits set; write 10.0.0.0/12');
  expect(describeProblem({ ...problem, remedy: undefined })).toBe('cluster.podCidr 10.0.0.1/12: has host bits set');
});

test('a problem in a file begins with its place, where one is known', () => {
  const placed = { ...problem, position: { line: 3, column: 12 } };
  expect(describeProblem(placed, 'lab.yaml')).toBe(
    'lab.yaml:3:12: cluster.podCidr 10.0.0.1/12: has host bits set; write 10.0.0.0/12',
  );
  expect(describeProblem(problem, 'lab.yaml')).toBe(describeProblem(problem));
  expect(describeProblem(placed)).toBe(describeProblem(problem));
});

test('a problem of the whole file has no words for its place in the definition', () => {
  expect(describeProblem({ path: '', value: '', reason: 'holds more than one document' })).toBe('holds more than one document');
});

test('a problem stays on its line, whatever the value is', () => {
  expect(describeProblem({ path: 'name', value: 'a\n\u001b[31mb', reason: 'is "a\nb"' })).toBe(
    'name a\\u000a\\u001b[31mb: is "a\\u000ab"',
  );
  expect(describeProblem({ path: 'name', value: 'x'.repeat(1000), reason: 'is too long' })).toBe(
    `name ${'x'.repeat(299)}…: is too long`,
  );
});

test('one problem is told in the singular, several with their number', () => {
  expect(new DefinitionError([problem]).message).toBe(`the lab definition has a problem:\n  ${describeProblem(problem)}`);
  expect(new DefinitionError([problem, problem]).message).toBe(
    `the lab definition has 2 problems:\n  ${describeProblem(problem)}\n  ${describeProblem(problem)}`,
  );
});

test('a value refused says so in its message', () => {
  expect(new ValueError('/33', 'is too long').message).toBe('/33: is too long');
  expect(new ValueError('/33', 'is too long', 'write /32').message).toBe('/33: is too long; write /32');
});

test('an error about a file names the file', () => {
  expect(new DefinitionError([problem], 'lab.yaml').message).toBe(`lab.yaml has a problem:\n  ${describeProblem(problem)}`);
});
