import type { Command } from 'commander';
import type { Cli } from '../lab-command';
import { benchProgram, developerCommand } from '../run-program';

export const benchCommand = (cli: Cli): Command =>
  developerCommand(cli, 'bench', benchProgram).description(
    'measure labs on this machine, step by step, and compare with earlier measurements',
  );
