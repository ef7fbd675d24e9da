import { governingService, type HeadlessService, type Lab, type Workload } from '../model';
import { workloadOf } from './checks/spread';

/** `db-0`, `db-1`: the names a StatefulSet gives its pods. */
export const podNames = ({ name, replicas }: Workload): string[] =>
  Array.from({ length: replicas }, (_, index) => `${name}-${index}`);

/** Whether a headless Service gives the pods behind it their names in DNS. */
export function isGoverning(lab: Lab, service: HeadlessService): boolean {
  const workload = workloadOf(lab, service.workload);
  return workload.kind === 'postgres' && governingService(lab, workload).name === service.name;
}
