import type { Command } from 'commander';
import type { Cli } from '../lab-command';
import { benchCommand } from './bench';
import { breakCommand } from './break';
import { completionCommand } from './completion';
import { bundleCommand } from './bundle';
import { capacityCommand } from './capacity';
import { checkpointCommand } from './checkpoint';
import { checkpointsCommand } from './checkpoints';
import { conformanceCommand } from './conformance';
import { diffCommand } from './diff';
import { downCommand } from './down';
import { envCommand } from './env';
import { execCommand } from './exec';
import { exercisesCommand } from './exercises';
import { figureCommand } from './figure';
import { fixCommand } from './fix';
import { forwardCommand } from './forward';
import { imageCommand } from './image';
import { initCommand } from './init';
import { kubeconfigCommand } from './kubeconfig';
import { kubectlCommand } from './kubectl';
import { listCommand } from './list';
import { planCommand } from './plan';
import { prepareCommand } from './prepare';
import { proxyCommand } from './proxy';
import { readyCommand } from './ready';
import { reportCommand } from './report';
import { resetCommand } from './reset';
import { sshCommand } from './ssh';
import { sshConfigCommand } from './ssh-config';
import { startCommand } from './start';
import { statusCommand } from './status';
import { stopCommand } from './stop';
import { testCommand } from './test';
import { traceCommand } from './trace';
import { upCommand } from './up';
import { verifyCommand } from './verify';

/** In the order of `./lab --help`. */
export const commands: readonly ((cli: Cli) => Command)[] = [
  initCommand,
  planCommand,
  figureCommand,
  diffCommand,
  upCommand,
  verifyCommand,
  reportCommand,
  traceCommand,
  conformanceCommand,
  listCommand,
  statusCommand,
  checkpointCommand,
  resetCommand,
  checkpointsCommand,
  readyCommand,
  stopCommand,
  startCommand,
  downCommand,
  execCommand,
  sshCommand,
  kubectlCommand,
  kubeconfigCommand,
  prepareCommand,
  envCommand,
  proxyCommand,
  forwardCommand,
  sshConfigCommand,
  exercisesCommand,
  breakCommand,
  fixCommand,
  imageCommand,
  bundleCommand,
  completionCommand,
  capacityCommand,
  benchCommand,
  testCommand,
];
