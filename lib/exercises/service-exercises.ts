import type { ClusterIpService, Lab, LoadBalancerService, NodePortService, Workload } from '../model';
import { l2Advertisement } from '../render';
import type { Exercise } from './exercise';
import type { LabActions } from './lab-actions';

export const serviceExercises = (lab: Lab): Exercise[] => [
  ...lab.services.flatMap((service) => (service.type === 'ClusterIP' ? selector(service) : [])).slice(0, 1),
  ...lab.services.flatMap((service) => (service.type === 'NodePort' ? nodePort(lab, service) : [])).slice(0, 1),
  ...lab.services.flatMap((service) => (service.type === 'LoadBalancer' ? announcement(service) : [])).slice(0, 1),
  ...lab.workloads.flatMap((workload) => (workload.kind === 'api-tester' ? notReady(lab, workload) : [])).slice(0, 1),
  ...lab.workloads.flatMap((workload) => (workload.kind === 'postgres' ? lostVolume(workload) : [])).slice(0, 1),
];

const patch = async (actions: LabActions, kind: string, name: string, change: object, type = 'strategic'): Promise<void> =>
  void (await actions.kubectl(['patch', kind, name, '--type', type, '-p', JSON.stringify(change)]));

function selector({ name, workload }: ClusterIpService): Exercise {
  return {
    id: 'selector',
    complaint: {
      en: `${name} has a name and an address, and nobody answers there.`,
      ko: `${name}은(는) 이름도 주소도 있지만 아무도 응답하지 않습니다.`,
    },
    hint: { en: 'Which pods are behind the Service?', ko: '그 서비스 뒤에는 어떤 파드가 있습니까?' },
    solution: {
      en: `The selector of ${name} is app=${workload}-old, a label no pod has; it must be app=${workload}.`,
      ko: `${name}의 selector가 어떤 파드에도 없는 app=${workload}-old입니다. app=${workload}(이)어야 합니다.`,
    },
    falsifies: [`cluster-ip.by-address.${name}`, `cluster-ip.by-name.${name}`],
    break: (actions) => patch(actions, 'service', name, { spec: { selector: { app: `${workload}-old` } } }),
    fix: (actions) => patch(actions, 'service', name, { spec: { selector: { app: workload } } }),
  };
}

function nodePort(lab: Lab, { name, ports }: NodePortService): Exercise {
  const planned = ports[0]!.nodePort!;
  const taken = lab.services.flatMap((service) => ('ports' in service ? service.ports.map((port) => port.nodePort) : []));
  // One that no claim looks at: verify tries a port at the end of the fixed band.
  let other = 30050;
  while (taken.includes(other)) other += 1;
  const set = (port: number) => (actions: LabActions) =>
    patch(actions, 'service', name, [{ op: 'replace', path: '/spec/ports/0/nodePort', value: port }], 'json');
  return {
    id: 'node-port',
    complaint: {
      en: `Port ${planned} is closed on every node since yesterday.`,
      ko: `어제부터 모든 노드에서 ${planned}번 포트가 닫혀 있습니다.`,
    },
    hint: { en: `What port does the Service ${name} have now?`, ko: `서비스 ${name}의 포트는 지금 무엇입니까?` },
    solution: {
      en: `The node port of ${name} is ${other} instead of ${planned}.`,
      ko: `${name}의 nodePort가 ${planned}이(가) 아니라 ${other}입니다.`,
    },
    falsifies: [`node-port.${planned}`],
    break: set(other),
    fix: set(planned),
  };
}

function announcement({ name, address }: LoadBalancerService): Exercise {
  return {
    id: 'announcement',
    complaint: {
      en: `From outside nothing answers at ${address}, and inside ${name} works.`,
      ko: `밖에서는 ${address}이(가) 응답하지 않는데 안에서는 ${name}이(가) 됩니다.`,
    },
    hint: {
      en: `The Service has its address. How does the network learn which node has it?`,
      ko: '서비스는 주소를 받았습니다. 네트워크는 그 주소가 어느 노드에 있는지 어떻게 압니까?',
    },
    solution: {
      en: 'MetalLB has no L2Advertisement, so no node answers ARP for the address. Make it again, or run ./lab up.',
      ko: 'MetalLB의 L2Advertisement가 없어 어느 노드도 그 주소의 ARP에 답하지 않습니다. 다시 만들거나 ./lab up을 실행하세요.',
    },
    falsifies: [`load-balancer.http.${name}`],
    break: async (actions) =>
      void (await actions.kubectl(['-n', 'metallb-system', 'delete', 'l2advertisement', 'lab', '--ignore-not-found'])),
    fix: async (actions) =>
      void (await actions.kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], l2Advertisement())),
  };
}

function notReady(lab: Lab, { name }: Workload): Exercise {
  const headless = lab.services.find((service) => service.type === 'Headless' && service.workload === name);
  const template = (gates: unknown) => (actions: LabActions) =>
    patch(actions, 'deployment', name, { spec: { template: { spec: { readinessGates: gates } } } });
  return {
    id: 'not-ready',
    complaint: {
      en: `Since the last rollout one of the pods of ${name} gets no requests, though it runs.`,
      ko: `지난 배포 뒤로 ${name}의 파드 하나가 실행 중인데도 요청을 받지 못합니다.`,
    },
    hint: {
      en: 'Running is not Ready. What does the pod wait for?',
      ko: 'Running과 Ready는 다릅니다. 파드는 무엇을 기다립니까?',
    },
    solution: {
      en: `The pods of ${name} have a readiness gate lab/approved that nobody fulfils: remove readinessGates from the Deployment.`,
      ko: `${name}의 파드에 아무도 채우지 않는 readiness gate lab/approved가 있습니다. Deployment에서 readinessGates를 없애세요.`,
    },
    falsifies: headless ? [`headless.records.${headless.name}`] : [],
    break: template([{ conditionType: 'lab/approved' }]),
    fix: template(null),
  };
}

function lostVolume({ name }: Workload): Exercise {
  const mount = (volume: 'scratch' | 'data') => async (actions: LabActions) => {
    await patch(actions, 'statefulset', name, { spec: { template: { spec: mounting(volume) } } });
    await actions.rolledOut(`statefulset/${name}`);
  };
  return {
    id: 'volume',
    complaint: {
      en: `The databases ${name} forget everything whenever their pod is made anew.`,
      ko: `${name} 데이터베이스가 파드를 다시 만들 때마다 모든 것을 잊습니다.`,
    },
    hint: {
      en: 'Where does a pod keep its files, and does that outlive it?',
      ko: '파드는 파일을 어디에 두며, 그것은 파드보다 오래 남습니까?',
    },
    solution: {
      en: `The StatefulSet ${name} mounts an emptyDir at /var/lib/postgresql/data instead of the volume data of its claim.`,
      ko: `StatefulSet ${name}이(가) /var/lib/postgresql/data에 클레임의 볼륨 data 대신 emptyDir을 마운트합니다.`,
    },
    falsifies: [`stateful-set.keeps-data.${name}`],
    break: mount('scratch'),
    fix: mount('data'),
  };
}

/** A database's pod with its data on this volume. */
const mounting = (volume: 'scratch' | 'data') => ({
  volumes: volume === 'scratch' ? [{ name: 'scratch', emptyDir: {} }] : [{ name: 'scratch', $patch: 'delete' }],
  containers: [{ name: 'postgres', volumeMounts: [{ name: volume, mountPath: '/var/lib/postgresql/data' }] }],
});
