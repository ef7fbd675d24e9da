import { defaults } from './defaults';
import { type LabDefinition, limits, type MachineDefinition } from './definition';
import type { Reader } from './reader';

/** What a definition says of one worker. */
export interface WorkerDefinition {
  readonly given: MachineDefinition;
  /** Path of the part of the definition it comes from: `workers[0]`; `workers` where one part is about all of them. */
  readonly path: string;
}

/** The workers a definition asks for, in any of the forms it may do so: a list, a number, or a number of equal ones. */
export function workerDefinitions({ workers = defaults.workerCount }: LabDefinition, reader: Reader): WorkerDefinition[] {
  if (Array.isArray(workers)) return workers.map((given, index) => ({ given, path: `workers[${index}]` }));
  const { count, ...given } = typeof workers === 'number' ? { count: workers } : workers;
  const path = typeof workers === 'number' ? 'workers' : 'workers.count';
  return Array.from({ length: reader.integer(path, count, limits.workers) }, () => ({ given, path: 'workers' }));
}
