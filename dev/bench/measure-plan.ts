import { cpus, totalmem } from 'node:os';
import packageJson from '../../package.json';
import type { BenchHost, BenchRecord } from '../../lib/bench';
import { accelerationOf } from '../../hypervisor';
import { formatVersion, parseVersion } from '../../host/version';
import type { Context } from '../../operations/context';
import { readyMachine } from '../../operations/ready/ready-key';
import { type Case, measureCase } from './measure-case';

/** What is asked to be measured: each number of workers with each number of labs, so many times. */
export interface BenchPlan {
  readonly workers: readonly number[];
  readonly labs: readonly number[];
  readonly runs: number;
}

/** The cases of a plan. Runs are the outer loop, so that a slow hour is spread over all cases. */
export const casesOf = ({ workers, labs, runs }: BenchPlan): Case[] =>
  Array.from({ length: runs }, (_, index) => index + 1).flatMap((run) =>
    workers.flatMap((count) => labs.map((side) => ({ run, workers: count, labs: side }))),
  );

/**
 * Measures every case of a plan. One that fails is told, and the others are measured.
 * @param keep gets the record after each case, so that an ended run leaves what it has measured
 */
export async function measurePlan(context: Context, plan: BenchPlan, keep: (record: BenchRecord) => void): Promise<BenchRecord> {
  const { progress } = context;
  let record: BenchRecord = {
    format: 1,
    measuredAt: new Date().toISOString(),
    host: await hostOf(context),
    samples: [],
    faults: [],
  };
  for (const asked of casesOf(plan)) {
    const title = `Run ${asked.run}: ${asked.workers} workers, ${asked.labs} labs`;
    const { samples, fault } = await measureCase(context, asked);
    const faults = fault === undefined ? [] : [`${title}: ${fault}`];
    for (const text of faults) progress.warn(text);
    record = { ...record, samples: [...record.samples, ...samples], faults: [...record.faults, ...faults] };
    keep(record);
  }
  return record;
}

async function hostOf(context: Context): Promise<BenchHost> {
  const { qemu, processor } = await readyMachine();
  const release = parseVersion(qemu);
  return {
    processors: cpus().length,
    model: processor || 'unknown',
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    acceleration: accelerationOf((await context.hypervisor()).domainType),
    qemu: release ? formatVersion(release) : 'unknown',
    version: packageJson.version,
  };
}
