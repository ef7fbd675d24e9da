import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { labError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { tryRun } from '../../host/run';
import type { Look } from '../../host/wait';
import { formatDuration } from '../../lib/report/times';
import { checkpointLab } from '../../operations/checkpoint-lab';
import { checkpointsOf } from '../../operations/checkpoint/checkpoint-store';
import { changeSeconds } from '../../lib/probe';
import { type Context, createLiveProbe, kubectlCommand, runningHypervisor } from '../../operations/context';
import { OpenChanges } from '../../operations/lab-folder/open-changes';
import { removeCheckpoint } from '../../operations/list-checkpoints';
import { quickCheck } from '../../operations/quick-check';
import { repairLeftovers } from '../../operations/repair-leftovers';
import { resetLab } from '../../operations/reset-lab';
import { startLab, stopLab } from '../../operations/suspend-lab';
import { killWhen } from './kill-when';
import { expectNoChanges } from './verify-lab';

const name = 'real-test';

/**
 * A checkpoint is made, the lab is damaged, and a reset has it back: Terraform finds nothing to change, and the quick check holds. A
 * checkpoint that one bit was changed in is refused.
 * @param all whether commands are killed, too, and the next one ends what they began; and whether a stopped lab goes on where it was
 */
export async function expectResetMendsLab(context: Context, { all }: { readonly all: boolean }): Promise<void> {
  const { progress } = context;
  const quiet = { ...context, notify: () => undefined };
  if (
    checkpointsOf(context)
      .list()
      .some((each) => each.name === name)
  )
    await removeCheckpoint(quiet, name);
  const { pausedMilliseconds } = await progress.step('A checkpoint', () => checkpointLab(quiet, name));
  progress.note(`the lab stood still for ${formatDuration(pausedMilliseconds)}`);
  try {
    await progress.step('Damage: a Service, a StatefulSet and the routes of a worker are gone', () => damage(context));
    await progress.step('A checkpoint with one bit changed is refused', () => expectRefusal(quiet));
    await progress.step('A reset has the lab back', () => expectReset(quiet));
    if (all) await killAndStop(quiet);
    await progress.step('Terraform finds nothing to change', () => expectNoChanges(context));
  } finally {
    await removeCheckpoint(quiet, name);
  }
}

async function killAndStop(context: Context): Promise<void> {
  const step = (title: string, work: (context: Context) => Promise<void>) => context.progress.step(title, () => work(context));
  await step('SIGKILL while the machines are paused: the next command lets them go on', killCheckpoint);
  await step('SIGKILL while the lab is brought back: the next command ends that', killReset);
  await step('Stopped, the lab takes no memory; started, it goes on where it was', stopAndStart);
  await step('SIGKILL while the lab is being stopped: the next command lets it go on', killStop);
}

/** What a student may do to a lab in an hour. */
async function damage(context: Context): Promise<void> {
  const kubectl = async (...args: string[]) => {
    const [file, ...words] = await kubectlCommand(context, args);
    const { exitCode, stderr } = await tryRun(file!, words, { timeout: changeSeconds * 1000 });
    if (exitCode !== 0) throw labError(`kubectl ${args.join(' ')} failed: ${stderr}`);
  };
  await kubectl('delete', 'service', '--all', '--wait=false');
  await kubectl('delete', 'statefulset', '--all', '--wait=false');
  const probe = await createLiveProbe(context);
  try {
    const worker = { at: 'machine', name: context.lab.workers[0]!.name } as const;
    const { exitCode, stderr } = await probe.exec(worker, [
      'sudo',
      'ip',
      'route',
      'flush',
      'root',
      String(context.lab.cluster.podCidr),
    ]);
    if (exitCode !== 0) throw labError(`the routes could not be removed: ${stderr}`);
  } finally {
    await probe.close();
  }
}

async function expectReset(context: Context): Promise<void> {
  const { milliseconds, check } = await resetLab(context, name);
  context.progress.note(`reset: ${formatDuration(milliseconds)}, and ${formatDuration(check.milliseconds)} for the quick check`);
}

/** The bit is put back: the checkpoint is whole again. */
async function expectRefusal(context: Context): Promise<void> {
  const { folder } = checkpointsOf(context).find(name);
  const file = join(folder, `${context.lab.workers[0]!.name}.memory.lz4`);
  flipBit(file);
  try {
    const refused = await resetLab(context, name).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (!refused?.includes('is not what was made')) throw labError(`a checkpoint with a changed bit was not refused: ${refused}`);
  } finally {
    flipBit(file);
  }
  const hypervisor = await runningHypervisor(context);
  const active = await hypervisor.states!.active();
  if (active.length === 0) throw labError('the refused reset has ended the machines');
}

function flipBit(file: string): void {
  const descriptor = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  readSync(descriptor, byte, 0, 1, 1_000_000);
  byte[0]! ^= 1;
  writeSync(descriptor, byte, 0, 1, 1_000_000);
  closeSync(descriptor);
}

async function killCheckpoint(context: Context): Promise<void> {
  await killAt(context, 'machines-paused', 'checkpoint', `${name}-killed`);
  await repairLeftovers(context);
  const left = checkpointsOf(context)
    .list()
    .filter((each) => each.name === `${name}-killed`);
  if (left.length > 0) throw labError('a killed command has left a checkpoint that looks whole');
  await quickCheck(context);
}

async function killReset(context: Context): Promise<void> {
  await killAt(context, 'machines-reset', 'reset', name);
  await repairLeftovers(context);
  await quickCheck(context);
}

async function stopAndStart(context: Context): Promise<void> {
  await stopLab(context);
  if (await (await context.hypervisor()).isRunning()) throw labError('a stopped lab has a libvirt that answers');
  const { booted } = await startLab(context);
  if (booted.length > 0) throw labError(`${booted.join(', ')} booted: the saved memory was not used`);
}

async function killStop(context: Context): Promise<void> {
  await killAt(context, 'machines-paused', 'stop');
  await repairLeftovers(context);
  await quickCheck(context);
}

/** Kills a command of this lab once it has written down that it changes the machines. */
async function killAt(context: Context, kind: string, ...words: readonly string[]): Promise<void> {
  const look = async (): Promise<Look<true>> => {
    const open = new OpenChanges(context).ofMachines().map((change) => change.kind);
    return { value: open.some((each) => each === kind) || undefined, observation: open.join(', ') || 'nothing written down' };
  };
  const command = [join(projectRoot, 'lab'), '--lab', context.lab.name, ...words] as const;
  await killWhen(command, { what: `${words[0]} to write down what it does`, deadline: 300, look });
}
