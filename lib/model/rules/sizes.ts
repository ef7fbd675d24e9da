import { Cidr } from '../cidr';
import { limits } from '../definition';
import type { DefinitionProblem } from '../problem';
import { type Lab, nodes } from '../lab';
import { formatMebibytes } from '../size';

/** There is room for everything that is asked for. */
export const sizeRules = (lab: Lab): DefinitionProblem[] => [
  ...workerCount(lab),
  ...nodeRanges(lab),
  ...podAddresses(lab),
  ...serviceAddresses(lab),
  ...controlPlaneMemory(lab),
  ...podsPerNode(lab),
  ...clusterForwarders(lab),
  ...webSites(lab),
];

function workerCount({ workers }: Lab): DefinitionProblem[] {
  const [least, most] = limits.workers;
  if (workers.length >= least && workers.length <= most) return [];
  return [{ path: 'workers', value: String(workers.length), reason: `must be ${least} to ${most}` }];
}

function nodeRanges(lab: Lab): DefinitionProblem[] {
  const { podCidr, nodePodPrefix } = lab.cluster;
  const bits = nodePodPrefix - podCidr.prefix;
  const problem = (reason: string, remedy?: string) => [
    { path: 'cluster.podCidr', value: String(podCidr), reason, remedy, also: ['cluster.nodePodPrefix', 'workers'] },
  ];
  // kube-controller-manager's limit for --node-cidr-mask-size.
  if (bits > 16)
    return problem(
      `has more than 2^16 node ranges of /${nodePodPrefix}, the most Kubernetes takes`,
      `write ${podCidr.first}/${nodePodPrefix - 16} or smaller`,
    );
  const available = bits < 0 ? 0 : 2 ** bits - 1;
  const needed = nodes(lab).length;
  if (available >= needed) return [];
  // The first range stays unused.
  const larger = Cidr.containing(podCidr.first, Math.max(0, nodePodPrefix - Math.ceil(Math.log2(needed + 1))));
  return problem(
    `has ${available} node ranges of /${nodePodPrefix} besides its first; ${needed} nodes need one each`,
    `make it ${larger} or larger, or its node ranges smaller`,
  );
}

/** Pods of the system that may all come to one node: CoreDNS (2), MetalLB's controller, and the lab's toolbox. */
const systemPods = 4;

function podAddresses(lab: Lab): DefinitionProblem[] {
  const { nodePodPrefix } = lab.cluster;
  // Network, gateway and broadcast address of a node's range are no pod's.
  const available = 2 ** (32 - nodePodPrefix) - 3;
  const pods = lab.workloads.reduce((sum, { replicas }) => sum + replicas, 0);
  const needed = Math.ceil(pods / Math.max(1, lab.workers.length)) + systemPods;
  if (available >= needed) return [];
  return [
    {
      path: 'cluster.nodePodPrefix',
      value: String(nodePodPrefix),
      reason: `leaves ${available} pod addresses on each node; ${pods} replicas and the system's pods need ${needed} on each of ${lab.workers.length} workers`,
      remedy: 'use a smaller number, or fewer replicas',
      also: ['workloads', 'workers'],
    },
  ];
}

function serviceAddresses(lab: Lab): DefinitionProblem[] {
  const { serviceCidr } = lab.cluster;
  const needed = lab.services.filter(({ type }) => type !== 'Headless' && type !== 'ExternalName').length + ownServices;
  const available = serviceCidr.size - 2;
  if (available >= needed) return [];
  return [
    {
      path: 'cluster.serviceCidr',
      value: String(serviceCidr),
      reason: `has ${available} addresses for Services; ${needed} are needed`,
      remedy: 'make it larger',
      also: ['services'],
    },
  ];
}

/** kubernetes, kube-dns and MetalLB's webhook. */
const ownServices = 3;

/**
 * kubeadm's preflight check `Mem` refuses a control plane with less than 1700 MiB (ControlPlaneMem in cmd/kubeadm/app/constants).
 * Of 1792 MiB the node's kernel leaves 1720.
 */
const controlPlaneLeastMiB = 1792;

function controlPlaneMemory({ controlPlane: { memoryMiB } }: Lab): DefinitionProblem[] {
  if (memoryMiB >= controlPlaneLeastMiB) return [];
  const least = formatMebibytes(controlPlaneLeastMiB);
  return [
    {
      path: 'controlPlane.memory',
      value: formatMebibytes(memoryMiB),
      reason: `is too little: kubeadm's check "Mem" wants 1700 MiB besides the kernel's own, so a control plane needs at least ${least}`,
      remedy: `write ${least}`,
    },
  ];
}

/** Pods besides the replicas that may all be on one worker: the system's, kube-proxy, MetalLB's speaker, and one of `verify`. */
const otherPods = systemPods + 3;

function podsPerNode(lab: Lab): DefinitionProblem[] {
  const pods = lab.workloads.reduce((sum, { replicas }) => sum + replicas, 0);
  const workers = Math.max(1, lab.workers.length);
  const needed = Math.ceil(pods / workers) + otherPods;
  if (needed <= limits.podsPerNode) return [];
  const most = workers * (limits.podsPerNode - otherPods);
  return [
    {
      path: 'workloads',
      value: '',
      reason: `${pods} replicas and ${otherPods} other pods are ${needed} on each of ${workers} workers, where kubelet takes at most ${limits.podsPerNode}`,
      remedy: `use at most ${most} replicas, or more workers`,
      also: ['workers'],
    },
  ];
}

function clusterForwarders({ dns }: Lab): DefinitionProblem[] {
  const count = dns.clusterForwarders.length;
  if (count <= limits.clusterForwarders) return [];
  return [
    {
      path: 'dns.clusterForwarders',
      value: '',
      reason: `has ${count} servers; CoreDNS takes at most ${limits.clusterForwarders}`,
      remedy: 'leave some out: it asks them in this order, the next one only where one does not answer',
    },
  ];
}

/** The machine's own connection has as many as there are. */
function webSites({ internet }: Lab): DefinitionProblem[] {
  const count = internet.sites.length;
  if (internet.kind === 'uplink' || count <= limits.sites) return [];
  return [
    {
      path: 'internet.sites',
      value: '',
      reason: `the simulated internet has ${count} web sites, those of ExternalName Services among them, and takes at most ${limits.sites}: each is a program of its own`,
      remedy: 'name fewer, or use internet.kind: uplink',
      also: ['services'],
    },
  ];
}
