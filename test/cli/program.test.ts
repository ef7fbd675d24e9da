import type { Command } from 'commander';
import { labProgram } from '../../cli/program';

const program = () => labProgram({ signal: new AbortController().signal, exitStatus: 0 });
const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];

test('every command can be asked for without running one, and says what it does', () => {
  const commands = all(program()).slice(1);
  expect(commands.length).toBeGreaterThanOrEqual(20);
  for (const command of commands) expect(command.description()).not.toBe('');
  expect(new Set(commands.map((command) => command.name())).size).toBe(commands.length);
});

test.each([
  ['a command', ['deploy']],
  ['an option of a command', ['up', '--colour']],
  ['an option of a command within a command', ['image', 'build', '--colour']],
])('%s that there is not is an error to catch, not the end of the process', async (_what, words) => {
  const lab = program();
  for (const command of all(lab)) command.configureOutput({ writeErr: () => undefined });
  await expect(lab.parseAsync(words, { from: 'user' })).rejects.toMatchObject({ name: 'CommanderError', exitCode: 1 });
});

test('what others write after exec, ssh and kubectl is theirs', () => {
  for (const name of ['exec', 'ssh', 'kubectl', 'test']) {
    const command = program().commands.find((each) => each.name() === name)!;
    expect(command.parseOptions(['--unknown'])).toMatchObject({ unknown: ['--unknown'] });
  }
});
