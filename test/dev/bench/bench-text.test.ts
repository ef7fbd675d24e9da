import { benchText } from '../../../dev/bench/bench-text';
import { record } from '../../lib/bench/bench-records.fixture';

test('a record is told with its machine, and each figure in its unit', () => {
  const text = benchText(record);
  expect(text).toContain('2026-11-28 22:50 UTC: 2 processors (A processor), 24000 MiB, emulation, QEMU 7.2.22');
  expect(text).toMatch(/2 workers, cold +up, whole +10 min 0 s/);
  expect(text).toMatch(/2 workers, cold +memory of the machines, at rest +6000 MiB/);
  expect(text).toMatch(/2 workers, cold +processors of the machines, at rest +110 %/);
});

test('beside an earlier record each figure has its ratio, and another machine is told', () => {
  const before = { ...record, host: { ...record.host, processors: 8 } };
  const text = benchText({ ...record, samples: record.samples.map((one) => ({ ...one, value: one.value / 4 })) }, before);
  expect(text).toMatch(/up, whole +10 min 0 s +2 min 30 s +0\.25/);
  expect(text).toContain('Not comparable: processors: 8 before, 2 now.');
});

test('what could not be measured is told', () => {
  expect(benchText({ ...record, faults: ['Run 1: 2 workers, 4 labs: too little memory'] })).toContain(
    'Not measured: Run 1: 2 workers, 4 labs: too little memory',
  );
});

test('steps of less than a second are left out, with their processor time', () => {
  const short = { run: 1, workers: 2, lab: 1, begin: 'cold', stage: 'Secrets of this lab' } as const;
  const text = benchText({
    ...record,
    samples: [...record.samples, { ...short, figure: 'stage', value: 0.3 }, { ...short, figure: 'stage.processor', value: 99 }],
  });
  expect(text).not.toContain('Secrets of this lab');
  expect(text).toContain('processor time of the machines until the end of: Machines and their network');
});
