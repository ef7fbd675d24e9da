import type { Lab, Service, ServiceType, Workload } from '../model';

/** From what only the cluster knows to what the outside reaches. In the picture it is from left to right, so that few links cross. */
const reach: readonly ServiceType[] = ['Headless', 'ClusterIP', 'NodePort', 'LoadBalancer'];

const reachOf = ({ type }: Service): number => reach.indexOf(type);

const leadsTo = (service: Service, { name }: Workload): boolean => 'workload' in service && service.workload === name;

/** The workloads, those that are reached from farther away last. */
export const orderedWorkloads = ({ workloads, services }: Lab): readonly Workload[] => {
  const farthest = (workload: Workload) => Math.max(-1, ...services.filter((service) => leadsTo(service, workload)).map(reachOf));
  return workloads.toSorted((one, other) => farthest(one) - farthest(other));
};

/**
 * The Services that lead to pods, beside one another by workload, those of the load balancer last. Between them is what leads to no pod:
 * below the nodes there is room for it.
 */
export function orderedServices(lab: Lab): readonly Service[] {
  const sorted = lab.services.toSorted((one, other) => reachOf(one) - reachOf(other));
  const leading = orderedWorkloads(lab).flatMap((workload) => sorted.filter((service) => leadsTo(service, workload)));
  const balanced = leading.filter(({ type }) => type === 'LoadBalancer');
  return [...leading.filter((service) => !balanced.includes(service)), ...lab.services.filter(isName), ...balanced];
}

const isName = ({ type }: Service): boolean => type === 'ExternalName';
