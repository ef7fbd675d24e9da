import { labProgram } from '../../../dev/docs/lab-program';

test('the definitions are the command line’s own, and nothing is run', async () => {
  const program = await labProgram();
  expect(program.name()).toBe('lab');
  expect(program.commands.map((command) => command.name())).toEqual(expect.arrayContaining(['up', 'verify', 'down']));
}, 60_000);
