import { cpus, totalmem } from 'node:os';
import packageJson from '../../package.json';
import type { BenchHost, BenchRecord } from '../../lib/bench';
import { accelerationOf } from '../../hypervisor';
import { parseVersion } from '../../host/version';
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
    if (fault) progress.warn(`${title}: ${fault}`);
    record = { ...record, samples: [...record.samples, ...samples], faults: [...record.faults, ...faultsOf(title, fault)] };
    keep(record);
  }
  return record;
}

const faultsOf = (title: string, fault: string | undefined): string[] => (fault === undefined ? [] : [`${title}: ${fault}`]);

async function hostOf(context: Context): Promise<BenchHost> {
  const all = cpus();
  return {
    processors: all.length,
    model: all[0]?.model ?? 'unknown',
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    acceleration: accelerationOf((await context.hypervisor()).domainType),
    qemu: parseVersion((await readyMachine()).qemu)?.join('.') ?? 'unknown',
    version: packageJson.version,
  };
}
