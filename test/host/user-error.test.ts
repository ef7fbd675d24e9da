import { environmentError, exitCodes, UserError, labError, usageError } from '../../host/user-error';

test.each([
  [labError, 'lab', 1],
  [usageError, 'usage', 2],
  [environmentError, 'environment', 3],
] as const)('%p is of kind %s and ends the program with status %i', (make, kind, status) => {
  const cause = new Error('underneath');
  const fault = make('the disk is full', { remedy: 'make room', cause });
  expect(fault).toBeInstanceOf(UserError);
  expect(fault).toMatchObject({ name: 'UserError', kind, message: 'the disk is full', remedy: 'make room', cause });
  expect(exitCodes[fault.kind]).toBe(status);
});

test('a remedy and a cause may be missing', () => {
  expect(labError('no')).toMatchObject({ remedy: undefined, cause: undefined });
});
