import type { Lab, Workload } from '../model';
import { volumesFolder } from './bootstrap';

/** A folder on a worker that becomes a persistent volume (https://kubernetes.io/docs/concepts/storage/volumes/#hostpath). */
export interface LocalVolume {
  readonly name: string;
  readonly node: string;
  readonly path: string;
}

/**
 * One volume for each replica of a PostgreSQL workload, spread over the workers. kubelet makes its folder, so a new workload
 * needs no change of a worker.
 */
export function localVolumes(lab: Lab, workload: Workload): LocalVolume[] {
  return Array.from({ length: workload.replicas }, (_, index) => ({
    name: `${workload.name}-volume-${index}`,
    node: lab.workers[index % lab.workers.length]!.name,
    path: `${volumesFolder}/${workload.name}-volume-${index}`,
  }));
}
