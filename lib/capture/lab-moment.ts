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
  const own = pods.value.filter(({ hostNetwork, address }) => !hostNetwork && address !== '').map(podAt);
  return {
    pods: own,
    announcers: { ...expectedAnnouncers(context.lab, own), ...answered },
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

/** The machines that answer, by the address. */
async function whoAnnounces(context: ObserveContext): Promise<Record<string, string>> {
  const { lab } = context;
  const answers = await Promise.all(loadBalancers(lab).map((address) => announcersOf(context, address)));
  return Object.fromEntries(
    answers.flatMap(({ machines: [announcer] }, index): [string, string][] =>
      announcer ? [[String(loadBalancers(lab)[index]), announcer.name]] : [],
    ),
  );
}

/**
 * Where nobody answers or nobody was asked, a worker is expected to, and the capture then tells that it is missing. Where each node keeps
 * to its own pods, it is one that has a pod.
 */
function expectedAnnouncers({ services, workers, controlPlane }: Lab, pods: readonly PodAt[]): Record<string, string> {
  const ofNode = (workload: string, node: string) => pods.some((pod) => pod.app === workload && pod.node === node && pod.ready);
  return Object.fromEntries(
    services.flatMap((service): [string, string][] => {
      if (service.type !== 'LoadBalancer') return [];
      const own =
        service.externalTrafficPolicy === 'Local' ? workers.find(({ name }) => ofNode(service.workload, name)) : undefined;
      return [[String(service.address), (own ?? workers[0] ?? controlPlane).name]];
    }),
  );
}

const loadBalancers = ({ services }: Lab) => {
  const addresses = services.flatMap((service) => (service.type === 'LoadBalancer' ? [service.address] : []));
  return addresses.filter((address, index) => addresses.findIndex((other) => other.equals(address)) === index);
};
