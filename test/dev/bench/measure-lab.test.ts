import { recorder } from '../../../dev/bench/measure-lab';
import type { Sample } from '../../../lib/bench';

test('each figure is kept with its lab and its run, and a step by its title', () => {
  const samples: Sample[] = [];
  const of = { run: 2, workers: 4, lab: 1, begin: 'ready' } as const;
  const record = recorder(samples, of);
  record('up', 31);
  record('stage', 12, 'SSH');
  expect(samples).toEqual([
    { ...of, figure: 'up', value: 31 },
    { ...of, figure: 'stage', stage: 'SSH', value: 12 },
  ]);
});
