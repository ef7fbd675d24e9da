import type { Command } from 'commander';
import type { Cli } from '../lab-command';
import { testProgram, developerCommand } from '../run-program';

export const testCommand = (cli: Cli): Command =>
  developerCommand(cli, 'test', testProgram).description(
    'test the project: types, lint, unit and snapshot tests, terraform validate; --real: a real lab from up to down',
  );
