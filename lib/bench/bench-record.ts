/** What one `./lab bench` has measured, as its JSON file holds it. */
export interface BenchRecord {
  readonly format: 1;
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly host: BenchHost;
  readonly samples: readonly Sample[];
  /** What could not be measured, and why. */
  readonly faults: readonly string[];
}

/** The machine that was measured: figures of another one say little. */
export interface BenchHost {
  readonly processors: number;
  /** Of the first processor, as Linux names it. */
  readonly model: string;
  readonly memoryMiB: number;
  readonly acceleration: 'kvm' | 'emulation';
  readonly qemu: string;
  /** Of this program. */
  readonly version: string;
}

/** How a lab began: from nothing, or with a lab that was kept ready. */
export type Begin = 'cold' | 'ready';

/** Whose figure a sample is. */
export interface Subject {
  readonly workers: number;
  /** Which of the labs that run side by side, from 1. */
  readonly lab: number;
  readonly begin: Begin;
  readonly figure: Figure;
  /** Of `stage` and `stage.processor` alone: the title of a step of `up`. */
  readonly stage?: string;
}

export interface Sample extends Subject {
  /** From 1. */
  readonly run: number;
  readonly value: number;
}

/** Everything that is measured, in the order of a table: what it is called, and its unit. */
export const figures = {
  up: { title: 'up, whole', unit: 's' },
  stage: { title: 'step', unit: 's' },
  'stage.processor': { title: 'processor time of the machines until the end of', unit: 's' },
  'rest.processor': { title: 'processors of the machines, at rest', unit: '%' },
  'rest.memory': { title: 'memory of the machines, at rest', unit: 'MiB' },
  'rest.disk': { title: 'disks of the machines', unit: 'MiB' },
  'checkpoint.pause': { title: 'checkpoint: the lab stands still', unit: 's' },
  checkpoint: { title: 'checkpoint, whole', unit: 's' },
  'checkpoint.disk': { title: 'checkpoint: its size', unit: 'MiB' },
  'reset.machines': { title: 'reset until the machines go on', unit: 's' },
  reset: { title: 'reset with its quick check', unit: 's' },
  down: { title: 'down with its proof', unit: 's' },
} as const satisfies Record<string, { readonly title: string; readonly unit: 's' | '%' | 'MiB' }>;

export type Figure = keyof typeof figures;
export type Unit = (typeof figures)[Figure]['unit'];
