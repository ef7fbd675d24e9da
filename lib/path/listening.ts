import { servedPorts } from '../model';
import type { Refusal } from './hop';
import type { Packet } from './packet';
import type { Place } from './place';
import { nodeNamed, type PathInput } from './path-input';

/** Why nothing at the place takes the packet; undefined where something listens, or nobody can know. */
export function closedPort(input: PathInput, place: Place, { protocol, destination }: Packet): Refusal | undefined {
  const ports = portsAt(input, place, protocol);
  if (ports === undefined || ports.includes(destination.port!)) return undefined;
  const answer = protocol === 'tcp' ? 'tcp-reset' : 'icmp-port-unreachable';
  return { place, answer, reason: `nothing listens on port ${destination.port}/${protocol}` };
}

/** Undefined: the definition does not tell. */
function portsAt({ lab, moment }: PathInput, place: Place, protocol: Packet['protocol']): readonly number[] | undefined {
  const dns = [53];
  switch (place.kind) {
    case 'gateway':
      return dns;
    case 'internet':
      return moment.simulatedInternet ? [53, ...(protocol === 'tcp' ? [80] : [])] : undefined;
    case 'lan':
    case 'outside':
      return [];
    case 'machine': {
      if (protocol === 'udp') return nodeNamed(lab, place.name) ? [] : dns;
      const node = nodeNamed(lab, place.name);
      if (!node) return [22, 53, 80];
      return [22, 10250, ...(node.role === 'control-plane' ? [6443] : [])];
    }
    case 'pod': {
      const { app } = moment.pods.find(({ name }) => name === place.name)!;
      const workload = lab.workloads.find(({ name }) => name === app);
      if (app === 'kube-dns') return dns;
      if (app === 'toolbox') return [];
      return workload && protocol === 'tcp' ? servedPorts[workload.kind].map(({ targetPort }) => targetPort) : undefined;
    }
  }
}
