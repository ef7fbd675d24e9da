import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../host/paths';
import { readJson } from '../host/state-file';
import { UserError, usageError } from '../host/user-error';
import type { BenchRecord } from '../lib/bench';

const folder = (): string => join(cacheDir(), 'bench');

/** The files of a measurement that begins now. Later ones sort behind earlier ones. */
export function newBenchFiles(now: Date = new Date()): { readonly record: string; readonly chart: string } {
  const name = join(folder(), now.toISOString().slice(0, 19).replaceAll(':', '-'));
  return { record: `${name}.json`, chart: `${name}.svg` };
}

/** @throws a usage fault where there is no such file, a lab fault where it is no record of `./lab bench` */
export function readBench(file: string): BenchRecord {
  const record = readJson<BenchRecord>(file, isRecord);
  if (record) return record;
  throw usageError(`${file}: there is no such file`, { remedy: `./lab bench writes its records to ${folder()}` });
}

/** What was measured last on this machine by this user; undefined where nothing was. A file that cannot be read counts as none. */
export function lastBench(): BenchRecord | undefined {
  if (!existsSync(folder())) return undefined;
  const files = readdirSync(folder()).filter((name) => name.endsWith('.json'));
  for (const file of files.sort().reverse()) {
    const record = readable(join(folder(), file));
    if (record && record.samples.length > 0) return record;
  }
  return undefined;
}

function readable(file: string): BenchRecord | undefined {
  try {
    return readBench(file);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { format, samples, host, measuredAt } = value as Partial<BenchRecord>;
  return format === 1 && Array.isArray(samples) && typeof host === 'object' && typeof measuredAt === 'string';
}
