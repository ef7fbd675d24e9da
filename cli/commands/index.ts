import type { Command } from 'commander';
import type { Cli } from '../lab-command';
import { breakCommand } from './break';
import { conformanceCommand } from './conformance';
import { diffCommand } from './diff';
import { downCommand } from './down';
import { envCommand } from './env';
import { execCommand } from './exec';
import { exercisesCommand } from './exercises';
import { fixCommand } from './fix';
import { imageCommand } from './image';
import { initCommand } from './init';
import { kubeconfigCommand } from './kubeconfig';
import { kubectlCommand } from './kubectl';
import { listCommand } from './list';
import { planCommand } from './plan';
import { prepareCommand } from './prepare';
import { reportCommand } from './report';
import { sshCommand } from './ssh';
import { statusCommand } from './status';
import { testCommand } from './test';
import { upCommand } from './up';
import { verifyCommand } from './verify';

/** In the order of `./lab --help`. */
export const commands: readonly ((cli: Cli) => Command)[] = [
  initCommand,
  planCommand,
  diffCommand,
  upCommand,
  verifyCommand,
  reportCommand,
  conformanceCommand,
  listCommand,
  statusCommand,
  downCommand,
  execCommand,
  sshCommand,
  kubectlCommand,
  kubeconfigCommand,
  prepareCommand,
  envCommand,
  exercisesCommand,
  breakCommand,
  fixCommand,
  imageCommand,
  testCommand,
];
