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

/** What a StatefulSet calls the claim of each pod, before the pod's name. */
export const volumeClaimTemplate = 'data';

/**
 * The claims of a PostgreSQL workload, by the names a StatefulSet's controller looks for: `data-db-0`, `data-db-1`
 * (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage).
 */
export const volumeClaims = ({ name, replicas }: Workload): string[] =>
  Array.from({ length: replicas }, (_, index) => `${volumeClaimTemplate}-${name}-${index}`);
