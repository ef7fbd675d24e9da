import type { Lab } from '../model';
import type { Moment, PodAt } from '../path';
import { allPods, announcersOf, get, type ObserveContext, type Pod } from '../probe';

/** What is looked at. */
export interface MomentOptions {
  readonly simulatedInternet: boolean;
  /** Whether hosts are asked by ARP who has the load balancers' addresses, which takes seconds. */
  readonly announcers: boolean;
}

/** The lab as it is now, for predictions. @throws InconclusiveError when the cluster does not say */
export async function labMoment(context: ObserveContext, { simulatedInternet, announcers }: MomentOptions): Promise<Moment> {
  const [pods, services, answered] = await Promise.all([
    allPods(context),
    get<{ items?: readonly ClusterService[] }>(context, 'services', '-n', 'default'),
    announcers ? whoAnnounces(context) : Promise.resolve<Record<string, string>>({}),
  ]);
  const clusterIps = (services.value.items ?? []).flatMap(({ metadata, spec }): [string, string][] =>
    spec.clusterIP && spec.clusterIP !== 'None' ? [[metadata.name, spec.clusterIP]] : [],
  );
  return {
    pods: pods.value.filter(({ hostNetwork, address }) => !hostNetwork && address !== '').map(podAt),
    announcers: answered,
    clusterIps: Object.fromEntries(clusterIps),
    simulatedInternet,
  };
}

interface ClusterService {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly clusterIP?: string };
}

const podAt = ({ name, namespace, labels, node, address, ready }: Pod): PodAt => ({
  ...{ name, namespace, node, address, ready },
  app: labels.app ?? labels['k8s-app'] ?? name,
});

/** Where nobody answers, the first worker is expected to: that is the lesson's sentence, and the capture then tells who is missing. */
async function whoAnnounces(context: ObserveContext): Promise<Record<string, string>> {
  const { lab } = context;
  const answers = await Promise.all(loadBalancers(lab).map((address) => announcersOf(context, address)));
  return Object.fromEntries(
    answers.map(({ machines: [announcer] }, index): [string, string] => [
      String(loadBalancers(lab)[index]),
      (announcer ?? lab.workers[0] ?? lab.controlPlane).name,
    ]),
  );
}

const loadBalancers = ({ services }: Lab) => {
  const addresses = services.flatMap((service) => (service.type === 'LoadBalancer' ? [service.address] : []));
  return addresses.filter((address, index) => addresses.findIndex((other) => other.equals(address)) === index);
};
