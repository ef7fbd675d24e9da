import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeJson } from '../../host/state-file';
import { lastBench, newBenchFiles, readBench } from '../../operations/bench-records';
import { record } from '../lib/bench/bench-records.fixture';
import { FakeCache } from './ready/fake-ready';

let cache: FakeCache;
beforeEach(() => void (cache = new FakeCache()));
afterEach(() => cache.remove());

const keep = (at: string, samples = record.samples): string => {
  const file = newBenchFiles(new Date(at)).record;
  writeJson(file, { ...record, measuredAt: at, samples });
  return file;
};

test('the last measurement is found, and where there is none there is none', () => {
  expect(lastBench()).toBeUndefined();
  keep('2026-11-28T10:00:00Z');
  keep('2026-11-28T11:00:00Z');
  expect(lastBench()?.measuredAt).toBe('2026-11-28T11:00:00Z');
});

test('one that measured nothing and one that is damaged are passed over', () => {
  keep('2026-11-28T10:00:00Z');
  keep('2026-11-28T11:00:00Z', []);
  writeFileSync(keep('2026-11-28T12:00:00Z'), '{"format": 1, "samp');
  expect(lastBench()?.measuredAt).toBe('2026-11-28T10:00:00Z');
});

test('a record is read as it was written; a file that is none is refused by its name', () => {
  expect(readBench(keep('2026-11-28T10:00:00Z')).samples).toEqual(record.samples);
  const other = join(cache.folder, 'other.json');
  expect(() => readBench(other)).toThrow(`${other}: there is no such file`);
  writeFileSync(other, '{"format": 2}');
  expect(() => readBench(other)).toThrow(other);
});
