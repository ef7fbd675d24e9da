import { type Lab, nodes } from '../model';
import { allPods, type Pod } from '../probe';
import { type Claim, eventually, verdictOfAll, type VerifyContext } from '../verify';
import { listed } from './listed';

/** A container that was started so often again, the last time within so many seconds, does not stay up. */
const restarting = { times: 4, seconds: 600 } as const;

/** A part of the cluster, and on which nodes a pod of it must be ready; undefined: on any. */
interface Part {
  readonly name: string;
  readonly label: readonly [string, string];
  readonly on?: readonly string[];
}

/**
 * Controllers are not seen at work once they have done it: a Service keeps its address and its rules while whoever made them is dead.
 * So their pods are looked at.
 */
export const systemPodClaims = (lab: Lab): Claim[] =>
  Object.entries(partsOf(lab)).map(([namespace, parts]): Claim => ({
    id: `nodes.system-pods.${namespace}`,
    topic: 'nodes',
    sentence: {
      en: `In ${namespace} ${listed(parts.map(({ name }) => name))} are ready, each where it belongs, and no container is started again and again.`,
      ko: `${namespace} 네임스페이스의 ${parts.map(({ name }) => name).join(', ')} 파드는 제자리에서 모두 준비되어 있고, 계속 다시 시작되는 컨테이너는 없다.`,
    },
    from: { at: 'lan' },
    ...eventually,
    lookAt: `./lab kubectl -n ${namespace} get pods -o wide; ./lab kubectl -n ${namespace} get events`,
    check: (context) => check(context, namespace, parts),
  }));

function partsOf(lab: Lab): Readonly<Record<string, readonly Part[]>> {
  const controlPlane = ['kube-apiserver', 'etcd', 'kube-controller-manager', 'kube-scheduler'];
  const everywhere = nodes(lab).map(({ name }) => name);
  return {
    'kube-system': [
      ...controlPlane.map((name): Part => ({ name, label: ['component', name], on: [lab.controlPlane.name] })),
      { name: 'kube-proxy', label: ['k8s-app', 'kube-proxy'], on: everywhere },
      { name: 'CoreDNS', label: ['k8s-app', 'kube-dns'] },
    ],
    'metallb-system': [
      { name: "MetalLB's controller", label: ['component', 'controller'] },
      { name: 'its speakers', label: ['component', 'speaker'], on: lab.workers.map(({ name }) => name) },
    ],
  };
}

async function check(context: VerifyContext, namespace: string, parts: readonly Part[]) {
  const { value, seen } = await allPods(context);
  const pods = value.filter((pod) => pod.namespace === namespace && !pod.over);
  return verdictOfAll(seen, [
    ...parts.flatMap((part) => missingOf(part, pods).map((text) => ({ ok: false, text }))),
    ...pods.flatMap((pod) => faultsOf(pod, context.clock.now()).map((text) => ({ ok: false, text }))),
    { ok: true, text: `${pods.length} pods are ready` },
  ]);
}

function missingOf({ name, label: [key, value], on }: Part, pods: readonly Pod[]): string[] {
  const ready = pods.filter((pod) => pod.labels[key] === value && pod.ready);
  if (!on) return ready.length > 0 ? [] : [`no pod of ${name} is ready`];
  return on.filter((node) => !ready.some((pod) => pod.node === node)).map((node) => `${name} is not ready on ${node}`);
}

/** @param now milliseconds since 1970 */
function faultsOf(pod: Pod, now: number): string[] {
  if (!pod.ready) return [`${pod.name} is not ready`];
  return pod.containers.flatMap(({ name, restartCount = 0, lastState }) => {
    const ended = Date.parse(lastState?.terminated?.finishedAt ?? '');
    const lately = now - ended < restarting.seconds * 1000;
    return restartCount >= restarting.times && lately ? [`${name} in ${pod.name} was started again ${restartCount} times`] : [];
  });
}
