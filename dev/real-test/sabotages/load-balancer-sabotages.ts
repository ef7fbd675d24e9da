import type { Lab, LoadBalancerService } from '../../../lib/model';
import { ipAddressPool, l2Advertisement } from '../../../lib/render';
import { unlistedPort } from '../../../lib/claims/checks/unlisted-ports';
import { kubectl, patched, remove, rolledOut } from './cluster-changes';
import { certificateSabotages } from './certificate-sabotages';
import { frozen, scripts } from './change-machine';
import { both, type Change, everyWorker, type Sabotage } from './sabotage';

/** MetalLB, and what it publishes. */
export const loadBalancerSabotages = (lab: Lab): Sabotage[] =>
  lab.services
    .filter((service) => service.type === 'LoadBalancer')
    .slice(0, 1)
    .flatMap((service) => [
      ...controller(lab),
      ...speakers(lab, service),
      ...published(lab, service),
      ...certificateSabotages(lab, service),
    ]);

const namespace = 'metallb-system';
const ready = (workload: string) => rolledOut(workload, namespace);

function controller(lab: Lab): Sabotage[] {
  const scale = (replicas: number) => kubectl('-n', namespace, 'scale', 'deployment', 'controller', `--replicas=${replicas}`);
  return [
    {
      id: 'controller-away',
      sentence: "MetalLB's controller does not run; it has done its work.",
      break: [scale(0)],
      repair: [scale(1), ready('deployment/controller')],
      turnsRed: ['nodes.system-pods.metallb-system'],
    },
    {
      id: 'controller-frozen',
      sentence: "MetalLB's controller stands still.",
      ...everyWorker(lab, (worker) => frozen(worker, 'controller')),
      turnsRed: ['load-balancer.new-service'],
    },
  ];
}

function speakers(lab: Lab, { name, address }: LoadBalancerService): Sabotage[] {
  const workers = lab.workers.map((worker) => worker.name);
  const excluded = 'node.kubernetes.io/exclude-from-external-load-balancers';
  const notOn = { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: [workers.at(-1)] }] };
  const affinity = (value: object | null) => ({ spec: { template: { spec: { affinity: value } } } });
  const away = affinity({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [notOn] } } });
  const speaker = { kind: 'daemonset', name: 'speaker', namespace };
  const patches = patched(speaker, { broken: away, right: affinity(null) });
  const silent: Change = {
    break: [kubectl('label', 'node', ...workers, `${excluded}=sabotage`, '--overwrite')],
    repair: [kubectl('label', 'node', ...workers, `${excluded}-`)],
  };
  const owned = scripts(
    lab.controlPlane,
    `ip address replace ${address}/32 dev eth0`,
    `ip address del ${address}/32 dev eth0 2>/dev/null || true`,
  );
  const announcer = [`load-balancer.announcer.${name}`];
  return [
    {
      id: 'speaker-away',
      sentence: `No speaker of MetalLB runs on ${workers.at(-1)}.`,
      break: [...patches.break, ready('daemonset/speaker')],
      repair: [...patches.repair, ready('daemonset/speaker')],
      turnsRed: ['nodes.system-pods.metallb-system'],
    },
    { id: 'nobody-announces', sentence: `No node answers for ${address}.`, ...silent, turnsRed: announcer },
    { id: 'second-announcer', sentence: `Two nodes answer for ${address}.`, ...owned, turnsRed: announcer },
    {
      id: 'wrong-announcer',
      sentence: `${lab.controlPlane.name} answers for ${address} instead of a worker.`,
      ...both(silent, owned),
      turnsRed: announcer,
    },
    {
      id: 'not-advertised',
      sentence: 'The advertisement is for a pool that there is not.',
      ...patched(
        { kind: 'l2advertisement', name: 'lab', namespace },
        { broken: { spec: { ipAddressPools: ['none'] } }, right: { spec: { ipAddressPools: ['lab'] } } },
      ),
      turnsRed: announcer,
    },
  ];
}

function published(lab: Lab, service: LoadBalancerService): Sabotage[] {
  const { name, externalTrafficPolicy: policy, ports } = service;
  const other = policy === 'Cluster' ? 'Local' : 'Cluster';
  const object = { kind: 'service', name };
  const extra = { port: unlistedPort(service), targetPort: ports[0]!.targetPort, name: 'sabotage', protocol: 'TCP' };
  const only = (entries: readonly object[]) => ({ spec: { ports: entries } });
  return [
    {
      id: 'load-balancer-policy',
      sentence: `The Service ${name} has the externalTrafficPolicy ${other}.`,
      ...patched(object, {
        broken: { spec: { externalTrafficPolicy: other } },
        right: { spec: { externalTrafficPolicy: policy } },
      }),
      turnsRed: [`load-balancer.client-address.${name}`],
    },
    {
      id: 'load-balancer-port',
      sentence: `The Service ${name} publishes one port more.`,
      ...patched(object, {
        type: 'strategic',
        broken: only([extra]),
        right: only([{ port: extra.port, $patch: 'delete' }]),
      }),
      turnsRed: [`load-balancer.closed.${name}`],
    },
    {
      id: 'pool-away',
      sentence: 'MetalLB has no addresses to give.',
      break: [remove('-n', namespace, 'ipaddresspool', 'lab')],
      repair: [
        { kubectl: ['apply', '--server-side', '--force-conflicts', '-f', '-'], input: ipAddressPool(lab) },
        { kubectl: ['apply', '--server-side', '--force-conflicts', '-f', '-'], input: l2Advertisement() },
      ],
      turnsRed: [`load-balancer.announcer.${name}`],
    },
  ];
}
