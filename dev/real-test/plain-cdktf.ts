import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { labStateDir, projectRoot } from '../../host/paths';
import { run, type RunResult, tryRun } from '../../host/run';
import { labError } from '../../host/user-error';
import type { Context } from '../../operations/context';
import { timed } from './with-lab';

const definition = join(projectRoot, 'examples', 'one-worker.yaml');
const name = 'one-worker';
const lab = join(projectRoot, 'lab');

/** Milliseconds. An emulated cluster in a slow hour needs half of it. */
const limit = 50 * 60_000;

/** Seconds that the removal of a healthy lab may take. */
const longestRemoval = 180;

/**
 * A lab built, looked at and removed by plain cdktf, between `prepare` and `down`. `./lab up` finds nothing to do in between, and the
 * stacks that cdktf has removed it builds again.
 */
export async function testPlainCdktf({ progress }: Context): Promise<void> {
  const step = (title: string, work: () => Promise<unknown>) =>
    progress.step(`Plain cdktf: ${title}`, async () => progress.note(`${title}: ${Math.round((await timed(work)) / 1000)} s`));
  try {
    await step('prepare', () => labCommand('--config', definition, 'prepare'));
    await step("deploy '*'", () => cdktf(`deploy '*' --auto-approve`));
    await step('diff of each stack', expectNoDifference);
    await step("output '*'", expectOutputs);
    await step('verify', () => labCommand('--lab', name, 'verify', '--only', 'nodes', 'dns', 'load-balancer', 'stateful-set'));
    await step('up after deploy', expectNothingToDo);
    await step("deploy '*' after up", () => cdktf(`deploy '*' --auto-approve`));
    await step("destroy 'services'", () => cdktf('destroy services --auto-approve'));
    await step('up after a destroy', () => labCommand('--config', definition, 'up', '--cold', '--no-ready'));
    await step("destroy '*'", expectQuickRemoval);
  } finally {
    await step('down', () => labCommand('down', name));
  }
  if (existsSync(labStateDir(name))) throw labError(`./lab down left ${labStateDir(name)}`);
}

const labCommand = (...args: string[]): Promise<RunResult> => run(lab, args, { cwd: projectRoot, timeout: limit });

/** As in a user's shell: the settings of `./lab env`, and cdktf. */
const inShell = (words: string) => `set -e; eval "$('${lab}' --lab ${name} env)"; npx --no-install cdktf ${words}`;

async function cdktf(words: string): Promise<RunResult> {
  const result = await tryRun('bash', ['-c', inShell(words)], { cwd: projectRoot, timeout: limit });
  if (result.exitCode !== 0) throw labError(`cdktf ${words} ended with ${result.exitCode}:\n${result.stdout}\n${result.stderr}`);
  return result;
}

async function expectNoDifference(): Promise<void> {
  for (const stack of ['infrastructure', 'platform', 'services']) {
    const { stdout } = await cdktf(`diff ${stack}`);
    if (!stdout.includes('No changes.')) throw labError(`cdktf diff ${stack} finds changes:\n${stdout}`);
  }
}

async function expectOutputs(): Promise<void> {
  const { stdout } = await cdktf(`output '*'`);
  const missing = ['addresses', 'ssh', 'zone', 'kubeconfig', 'urls'].filter((output) => !stdout.includes(`${output} =`));
  if (missing.length > 0) throw labError(`cdktf output does not tell ${missing.join(', ')}:\n${stdout}`);
}

async function expectNothingToDo(): Promise<void> {
  await labCommand('--config', definition, 'up', '--cold', '--no-ready');
  const { stdout } = await labCommand('--lab', name, 'diff');
  if (!stdout.includes('nothing to do')) throw labError(`up after deploy leaves changes:\n${stdout}`);
}

async function expectQuickRemoval(): Promise<void> {
  const seconds = Math.round((await timed(() => cdktf(`destroy '*' --auto-approve`))) / 1000);
  if (seconds > longestRemoval) throw labError(`destroy '*' took ${seconds} s; at most ${longestRemoval} s are allowed`);
}
