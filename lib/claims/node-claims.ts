import { type Lab, type Machine, nodes } from '../model';
import { allPods, describeObservation, getNodes, isTrue, natRules, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { clockClaims } from './clock-claims';
import { forwardingClaims } from './forwarding-claims';
import { machineClaims } from './machine-claims';
import { roomClaims } from './room-claims';
import { systemPodClaims } from './system-pod-claims';
import { unitClaims } from './unit-claims';

const topic = 'nodes' as const;
const controlPlaneLabel = 'node-role.kubernetes.io/control-plane';
const on = (machine: Machine): VantagePoint => ({ at: 'machine', name: machine.name });

/** "The private network holds the control plane and the workers, each at its address"; kubelet and kube-proxy run on each. */
export function nodeClaims(lab: Lab): Claim[] {
  return [
    planned(lab),
    ...nodes(lab).map(ready),
    ...machineClaims(lab),
    ...clockClaims(lab),
    ...forwardingClaims(lab),
    ...unitClaims(lab),
    ...roomClaims(lab),
    ...systemPodClaims(lab),
    ...nodes(lab).flatMap((node) => [kubelet(node), kubeProxy(node)]),
  ];
}

const names = (lab: Lab): string[] => nodes(lab).map((node) => node.name);

function planned(lab: Lab): Claim {
  return {
    id: 'nodes.planned',
    topic,
    sentence: {
      en: `The cluster's nodes are ${names(lab).join(', ')} and no others.`,
      ko: `클러스터의 노드는 ${names(lab).join(', ')}뿐이다.`,
    },
    from: { at: 'lan' },
    ...eventually,
    lookAt: './lab kubectl get nodes -o wide; on a node that is missing: ./lab ssh NODE -- journalctl -u lab-bootstrap',
    check: async (context) => {
      const { value, seen } = await getNodes(context);
      const found = value.map(({ metadata }) => metadata.name).sort();
      return verdict(seen, found.join() === names(lab).sort().join(), `nodes: ${found.join(', ') || 'none'}`);
    },
  };
}

function ready(node: Machine): Claim {
  const role = node.role === 'control-plane' ? { en: 'the control plane', ko: '컨트롤 플레인' } : { en: 'a worker', ko: '워커' };
  return {
    id: `nodes.ready.${node.name}`,
    topic,
    sentence: {
      en: `${node.name} is ${role.en}, at ${node.address}, and Ready.`,
      ko: `${node.name} 노드는 주소가 ${node.address}인 ${role.ko}이고, 준비(Ready) 상태이다.`,
    },
    from: { at: 'lan' },
    ...eventually,
    lookAt: `./lab kubectl describe node ${node.name}; ./lab ssh ${node.name} -- systemctl status kubelet containerd`,
    check: (context) => checkReady(context, node),
  };
}

async function checkReady(context: VerifyContext, node: Machine): Promise<Verdict> {
  const { value, seen } = await getNodes(context);
  const found = value.find(({ metadata }) => metadata.name === node.name);
  if (!found) return verdict(seen, false, `there is no node ${node.name}`);
  const { addresses, conditions } = found.status;
  const internal = (addresses ?? []).filter(({ type }) => type === 'InternalIP').map((entry) => entry.address);
  const isReady = isTrue(conditions, 'Ready');
  const role = found.metadata.labels?.[controlPlaneLabel] === undefined ? 'worker' : 'control-plane';
  const ok = isReady && role === node.role && internal.join() === String(node.address);
  const reason = conditions?.find(({ type }) => type === 'Ready')?.message ?? 'no condition Ready';
  return verdict(seen, ok, `${role} at ${internal.join(', ') || 'no address'}, ${isReady ? 'Ready' : `not Ready: ${reason}`}`);
}

function kubelet(node: Machine): Claim {
  return {
    id: `nodes.kubelet.${node.name}`,
    topic,
    sentence: {
      en: `kubelet and its container runtime run on ${node.name}.`,
      ko: `${node.name} 노드에서 kubelet과 컨테이너 런타임이 실행된다.`,
    },
    from: on(node),
    ...eventually,
    lookAt: `./lab ssh ${node.name} -- systemctl status kubelet containerd; ./lab ssh ${node.name} -- journalctl -u kubelet`,
    check: async (context) => {
      const units = ['kubelet', 'containerd'];
      const seen = await context.probe.exec(on(node), ['systemctl', 'is-active', ...units]);
      const states = seen.stdout.trim().split('\n');
      const ok = seen.exitCode === 0 && states.join() === 'active,active';
      return verdict(seen, ok, units.map((unit, index) => `${unit} ${states[index] || 'unknown'}`).join(', '));
    },
  };
}

function kubeProxy(node: Machine): Claim {
  return {
    id: `nodes.kube-proxy.${node.name}`,
    topic,
    sentence: {
      en: `kube-proxy runs on ${node.name} and routes with iptables.`,
      ko: `${node.name} 노드에서 kube-proxy가 실행되고, iptables로 트래픽을 전달한다.`,
    },
    from: on(node),
    ...eventually,
    lookAt: `./lab kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide; ./lab ssh ${node.name} -- sudo iptables-save -t nat`,
    check: (context) => checkKubeProxy(context, node),
  };
}

/** Its pod is ready, it says itself which mode it is in, and packets really pass through its chains. */
async function checkKubeProxy(context: VerifyContext, node: Machine): Promise<Verdict> {
  const pods = await allPods(context);
  const own = pods.value.filter((pod) => pod.labels['k8s-app'] === 'kube-proxy' && pod.node === node.name);
  if (own.length !== 1 || !own[0]!.ready)
    return verdict(
      pods.seen,
      false,
      `on ${node.name} ${own.length === 1 ? 'kube-proxy is not ready' : `there are ${own.length} pods of kube-proxy`}`,
    );
  const mode = await context.probe.exec(on(node), ['curl', '-sS', '--noproxy', '*', '--max-time', '20', proxyMode]);
  if (mode.exitCode !== 0 || mode.stdout.trim() !== 'iptables') return verdict(mode, false, `mode: ${describeObservation(mode)}`);
  const { chains, seen } = await natRules(context, node.name);
  const bypassed = ['PREROUTING', 'OUTPUT'].filter(
    (chain) => !chains.get(chain)?.some((rule) => /-j KUBE-SERVICES\b/.test(rule)),
  );
  return verdict(
    seen,
    bypassed.length === 0,
    bypassed.length > 0 ? `${bypassed.join(', ')} does not lead to KUBE-SERVICES` : 'mode iptables',
  );
}

/** kube-proxy's own page, for the node alone (`metricsBindAddress`). */
const proxyMode = 'http://127.0.0.1:10249/proxyMode';
