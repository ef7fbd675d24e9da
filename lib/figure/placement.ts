import type { Lab, Machine, Workload } from '../model';

/** Pods of one kind on one node. */
export interface PodsOnNode {
  readonly of: string;
  /** `db-0`, `api-tester × 3`. */
  readonly text: string;
}

/**
 * The pods on a node by name, as the scheduler spreads them over workers of their own: those of one workload go to different
 * workers while there are any. Which pod of a workload goes where is its choice.
 */
export function podsOn(lab: Lab, node: Machine): readonly PodsOnNode[] {
  const worker = lab.workers.findIndex(({ name }) => name === node.name);
  const placed = lab.workloads.map((workload) => ({
    of: `workload.${workload.name}`,
    text: shown(workload, indices(workload, worker, lab.workers.length)),
  }));
  return [{ of: 'toolbox', text: 'toolbox' }, ...placed.filter(({ text }) => text !== '')];
}

const indices = ({ replicas }: Workload, worker: number, workers: number): number[] =>
  worker < 0 ? [] : Array.from({ length: replicas }, (_, index) => index).filter((index) => index % workers === worker);

function shown({ name, kind }: Workload, own: readonly number[]): string {
  if (own.length === 0) return '';
  if (own.length > 1) return `${name} × ${own.length}`;
  return kind === 'postgres' ? `${name}-${own[0]}` : name;
}
