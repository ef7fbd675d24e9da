import type { Lab } from '../model';
import { volumesFolder } from './bootstrap';

/** A folder on a worker that becomes a persistent volume (https://kubernetes.io/docs/concepts/storage/volumes/#local). */
export interface LocalVolume {
  readonly name: string;
  readonly node: string;
  readonly path: string;
}

/** One volume for each PostgreSQL replica, spread over the workers. */
export function localVolumes(lab: Lab): LocalVolume[] {
  return lab.workloads
    .filter((workload) => workload.kind === 'postgres')
    .flatMap((workload) =>
      Array.from({ length: workload.replicas }, (_, index) => {
        const name = `${workload.name}-volume-${index}`;
        return { name, node: lab.workers[index % lab.workers.length]!.name, path: `${volumesFolder}/${name}` };
      }),
    );
}
