import { allPods, get, getServices, ofApp, type Pod, type VantagePoint } from '../../probe';
import type { VerifyContext } from '../../verify';

/** What the definition does not say, and questions need. */
export interface Facts {
  /** The address that a Service has in the cluster; undefined for a Service that is not there or has none. */
  readonly clusterAddress: (service: string) => string | undefined;
  /** The ready pods of a workload. */
  readonly readyPods: (workload: string) => readonly Pod[];
  /** The certificate of the lab's authority in PEM, as the cluster gives it to every pod. */
  readonly authority: string;
  /** A command line at a place, as a user of `./lab` pastes it. */
  readonly pasteable: (from: VantagePoint, line: string) => string;
}

interface ConfigMap {
  readonly data?: Readonly<Record<string, string>>;
}

/** Asked once for all claims of the table. @throws InconclusiveError when the API server does not tell */
export async function learnFacts(context: VerifyContext): Promise<Facts> {
  const [services, pods, authority] = await Promise.all([
    getServices(context),
    allPods(context),
    get<ConfigMap>(context, 'configmap', 'kube-root-ca.crt'),
  ]);
  return {
    clusterAddress: (name) => {
      const address = services.value.find(({ metadata }) => metadata.name === name)?.spec.clusterIP;
      return address === 'None' ? undefined : address;
    },
    readyPods: (workload) => ofApp(pods.value, workload).filter(({ ready }) => ready),
    authority: authority.value.data?.['ca.crt'] ?? '',
    pasteable: (from, line) => {
      const toolbox = (node: string) => ofApp(pods.value, 'toolbox').find((pod) => pod.node === node)?.name ?? 'TOOLBOX';
      switch (from.at) {
        case 'pod':
          return `./lab kubectl exec ${toolbox(from.node)} -- ${line}`;
        case 'workload':
          return `./lab kubectl exec ${from.pod} -- ${line}`;
        case 'machine':
          return `./lab ssh ${from.name} -- ${line}`;
        default:
          return `./lab exec --from ${from.at} -- ${line}`;
      }
    },
  };
}
