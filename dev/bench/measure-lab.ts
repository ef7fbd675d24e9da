import { setTimeout as sleep } from 'node:timers/promises';
import type { Begin, Figure, Sample } from '../../lib/bench';
import type { OperationEvent } from '../../operations/events';
import { checkpointLab } from '../../operations/checkpoint-lab';
import { checkpointsOf } from '../../operations/checkpoint/checkpoint-store';
import type { Context } from '../../operations/context';
import { down } from '../../operations/down';
import { contextOf } from '../../operations/find-lab';
import { resetLab } from '../../operations/reset-lab';
import { up } from '../../operations/up';
import { labError } from '../../host/user-error';
import { ownDiskBytes } from '../own-disk';
import { timed } from '../real-test/with-lab';

/** A lab that is measured, and where its figures go. */
export interface Measured {
  readonly context: Context;
  readonly begin: Begin;
  readonly record: (figure: Figure, value: number, stage?: string) => void;
}

/** Milliseconds after `up` until the lab counts as resting, and for which it is watched then. */
const settling = 60_000;
const watching = 30_000;

/** Builds the lab: each step's time, and the processor time of the machines at its end. */
export async function measureUp({ context, begin, record }: Measured): Promise<void> {
  const ends: { readonly title: string; readonly processor: Promise<number | undefined> }[] = [];
  const noteEnd = (event: OperationEvent): void => {
    context.notify(event);
    if (event.code !== 'step.ended' || event.step.parent !== undefined) return;
    record('stage', event.milliseconds / 1000, event.step.title);
    // A libvirt that does not answer at that moment leaves a gap.
    ends.push({ title: event.step.title, processor: processorSeconds(context).catch(() => undefined) });
  };
  const took = await timed(() =>
    up(contextOf(context.lab, { ...context, notify: noteEnd }), { begin: begin === 'ready', keep: begin === 'cold' }),
  );
  for (const { title, processor } of ends) {
    const seconds = await processor;
    if (seconds !== undefined) record('stage.processor', seconds, title);
  }
  const { identity } = await context.hypervisor();
  if (begin === 'ready' && identity?.origin === undefined)
    throw labError(`the lab ${context.lab.name} did not begin with a ready one: its figures would be those of a cold start`);
  record('up', took / 1000);
}

/** What a lab takes of its host while nobody uses it. */
export async function measureRest({ context, record }: Measured): Promise<void> {
  await rest(context, settling);
  const begun = await processorSeconds(context);
  const milliseconds = await timed(() => rest(context, watching));
  const usage = await (await context.hypervisor()).usage();
  record('rest.processor', ((sum(usage, 'processorSeconds') - begun) / milliseconds) * 1000 * 100);
  record('rest.memory', sum(usage, 'memoryMiB'));
  record('rest.disk', (await ownDiskBytes(context)) / 2 ** 20);
}

/** A checkpoint of the running lab, a reset to it, and its removal. */
export async function measureCheckpoint({ context, record }: Measured): Promise<void> {
  let name = '';
  const took = await timed(async () => {
    const taken = await checkpointLab(context);
    name = taken.name;
    record('checkpoint.pause', taken.pausedMilliseconds / 1000);
  });
  record('checkpoint', took / 1000);
  const store = checkpointsOf(context);
  record('checkpoint.disk', store.find(name).bytes / 2 ** 20);
  const reset = await timed(async () => record('reset.machines', (await resetLab(context, name)).milliseconds / 1000));
  record('reset', reset / 1000);
  store.remove(name);
}

export async function measureDown({ context, record }: Measured): Promise<void> {
  record('down', (await timed(() => down(context))) / 1000);
}

const rest = ({ signal }: Pick<Context, 'signal'>, milliseconds: number): Promise<void> =>
  sleep(milliseconds, undefined, { signal });

async function processorSeconds(context: Context): Promise<number> {
  const hypervisor = await context.hypervisor();
  // Before there is a libvirt, the machines have taken nothing.
  return (await hypervisor.isRunning()) ? sum(await hypervisor.usage(), 'processorSeconds') : 0;
}

const sum = <Key extends string>(all: readonly Readonly<Record<Key, number>>[], key: Key): number =>
  all.reduce((total, each) => total + each[key], 0);

/** The samples of one lab in one run. */
export const recorder =
  (samples: Sample[], of: Pick<Sample, 'run' | 'workers' | 'lab' | 'begin'>): Measured['record'] =>
  (figure, value, stage) => {
    samples.push({ ...of, figure, ...(stage !== undefined && { stage }), value });
  };
