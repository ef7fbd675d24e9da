import { type Lab, nodePodCidr, nodes } from '../model';
import type { Exercise } from './exercise';
import type { LabActions } from './lab-actions';

export const nodeExercises = (lab: Lab): Exercise[] => [route(lab), forwardDrop(lab), kubeProxy(lab)];

/** The last worker: CoreDNS is asked from the toolbox of the first. */
const victim = (lab: Lab) => lab.workers.at(-1)!;

function route(lab: Lab): Exercise {
  const machine = victim(lab);
  const other = nodes(lab).find(({ name }) => name !== machine.name)!;
  const cidr = String(nodePodCidr(lab, other));
  return {
    id: 'route',
    complaint: {
      en: `Pods on ${machine.name} do not reach pods on ${other.name}; all other pairs of nodes work.`,
      ko: `${machine.name}의 파드가 ${other.name}의 파드에 닿지 않습니다. 다른 노드끼리는 됩니다.`,
    },
    hint: { en: `Compare ip route on ${machine.name} with the plan.`, ko: `${machine.name}의 ip route를 계획과 비교해 보세요.` },
    solution: {
      en: `The route to ${cidr} is missing: ./lab ssh ${machine.name} -- sudo ip route add ${cidr} via ${other.address}`,
      ko: `${cidr}(으)로 가는 경로가 없습니다: ./lab ssh ${machine.name} -- sudo ip route add ${cidr} via ${other.address}`,
    },
    falsifies: [`nodes.pod-routes.${machine.name}`],
    break: async (actions) => void (await actions.onMachine(machine.name, `ip route del ${cidr} 2>/dev/null || true`)),
    fix: async (actions) => void (await actions.onMachine(machine.name, `ip route replace ${cidr} via ${other.address}`)),
  };
}

function forwardDrop(lab: Lab): Exercise {
  const machine = victim(lab);
  const cidr = String(nodePodCidr(lab, machine));
  const rule = `FORWARD -d ${cidr} -p tcp -j DROP`;
  const remove = `while iptables -D ${rule} 2>/dev/null; do :; done`;
  return {
    id: 'forward-drop',
    complaint: {
      en: 'Every second request to the web Services hangs.',
      ko: '웹 서비스 요청이 두 번에 한 번꼴로 멈춥니다.',
    },
    hint: {
      en: 'Which pods answer, which do not, and on which node are those?',
      ko: '어느 파드가 답하고 어느 파드가 답하지 않습니까? 그 파드는 어느 노드에 있습니까?',
    },
    solution: {
      en: `A firewall rule on ${machine.name} drops what is forwarded to its pods: ./lab ssh ${machine.name} -- sudo iptables -D ${rule}`,
      ko: `${machine.name}의 방화벽 규칙이 파드로 가는 패킷을 버립니다: ./lab ssh ${machine.name} -- sudo iptables -D ${rule}`,
    },
    falsifies: lab.services.flatMap((service) =>
      service.type === 'ClusterIP' && isHttp(lab, service.workload) ? `cluster-ip.by-address.${service.name}` : [],
    ),
    break: async (actions) => void (await actions.onMachine(machine.name, `${remove}; iptables -I ${rule}`)),
    fix: async (actions) => void (await actions.onMachine(machine.name, remove)),
  };
}

const isHttp = (lab: Lab, workload: string): boolean =>
  lab.workloads.some(({ name, kind }) => name === workload && kind === 'api-tester');

function kubeProxy(lab: Lab): Exercise {
  const machine = victim(lab);
  const selector = (value: string | null) => (actions: LabActions) =>
    actions.kubectl([
      '-n',
      'kube-system',
      'patch',
      'daemonset',
      'kube-proxy',
      '-p',
      JSON.stringify({ spec: { template: { spec: { affinity: value && exclude(value) } } } }),
    ]);
  return {
    id: 'kube-proxy',
    complaint: {
      en: `Pods on ${machine.name} reach no Service address, and its node ports are closed.`,
      ko: `${machine.name}의 파드는 어떤 서비스 주소에도 닿지 않고, 그 노드의 NodePort도 닫혀 있습니다.`,
    },
    hint: {
      en: `Who turns Service addresses into pod addresses on a node, and does it run on ${machine.name}?`,
      ko: `노드에서 서비스 주소를 파드 주소로 바꾸는 것은 누구이며, ${machine.name}에서 실행 중입니까?`,
    },
    solution: {
      en: `kube-proxy is kept from ${machine.name} by an affinity of its DaemonSet, and its rules are gone. Remove the affinity; kube-proxy writes its rules when it starts.`,
      ko: `DaemonSet kube-proxy의 affinity 때문에 ${machine.name}에서 실행되지 않고 규칙도 지워졌습니다. affinity를 없애면 kube-proxy가 시작하면서 규칙을 다시 씁니다.`,
    },
    falsifies: [`nodes.kube-proxy.${machine.name}`],
    break: async (actions) => {
      await selector(machine.name)(actions);
      await actions.rolledOut('daemonset/kube-proxy', 'kube-system');
      await actions.onMachine(machine.name, 'iptables -t nat -F KUBE-SERVICES');
    },
    fix: async (actions) => void (await selector(null)(actions)),
  };
}

const exclude = (node: string) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: [node] }] }],
    },
  },
});
