import type { BenchRecord, Sample } from '../../../lib/bench';

const of = { run: 1, workers: 2, lab: 1, begin: 'cold' } as const;

/** Of one machine: a cold lab with its steps, and one that began with it. */
export const samples: readonly Sample[] = [
  { ...of, figure: 'rest.processor', value: 110 },
  { ...of, figure: 'up', value: 600 },
  { ...of, figure: 'stage', stage: 'Machines and their network', value: 20 },
  { ...of, figure: 'stage.processor', stage: 'Machines and their network', value: 15 },
  { ...of, figure: 'stage', stage: 'Nodes of the cluster', value: 570 },
  { ...of, figure: 'stage', stage: 'SSH', value: 1 },
  { ...of, figure: 'rest.memory', value: 6000 },
  { ...of, figure: 'rest.disk', value: 4000 },
  { ...of, lab: 2, begin: 'ready', figure: 'up', value: 30 },
  { ...of, lab: 2, begin: 'ready', figure: 'rest.disk', value: 150 },
];

export const record: BenchRecord = {
  format: 1,
  measuredAt: '2026-11-28T22:50:42.000Z',
  host: { processors: 2, model: 'A processor', memoryMiB: 24000, acceleration: 'emulation', qemu: '7.2.22', version: '0.1.0' },
  samples,
  faults: [],
};
