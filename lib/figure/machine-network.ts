import { type Lab, type LoadBalancerService, type Machine, nodePodCidr, nodes } from '../model';
import { address, name, note } from './lines';
import { podsOn } from './placement';
import type { Box, Lane, Link } from './scene';
import { type Say, words } from './figure-words';

/** There is one, whatever its name. */
export const nameServerBox = 'name-server';

/** The network the machines share: who has an address there, and what runs on each machine. */
export function machineNetwork(lab: Lab, say: Say): { lane: Lane; links: readonly Link[] } {
  const { network, nameServer, dns, loadBalancer } = lab;
  const lan: Box = {
    id: 'lan',
    kind: 'host',
    lines: [name(say(words.lanHost)), address(network.client), note(say(words.noMachine))],
  };
  const company: Box = {
    id: nameServerBox,
    kind: 'host',
    lines: [
      name(nameServer.name),
      address(nameServer.address),
      note(say(words.nameServer)),
      note(dns.zone),
      note(say(words.forwards)),
    ],
  };
  const balanced = balancedAddresses(lab, say);
  const asking: Link = { above: 'gateway', below: company.id, kind: 'question', upwards: true };
  return {
    lane: {
      id: 'machine-network',
      kind: 'machines',
      lines: [name(say(words.machineNetwork)), address(network.cidr), note(say(words.loadBalancer)), address(loadBalancer.pool)],
      boxes: [nodeGroup(lab, say), ...balanced, company, lan],
    },
    links: [
      ...(dns.upstreams.some((server) => server.equals(network.gateway)) ? [asking] : []),
      ...balanced.map(({ id }): Link => ({ above: 'gateway', below: id, kind: 'request' })),
      { above: 'gateway', below: 'nodes', kind: 'request' },
    ],
  };
}

/** The addresses of LoadBalancer Services. */
const balancedAddresses = ({ services }: Lab, say: Say): Box[] =>
  services
    .filter((service): service is LoadBalancerService => service.type === 'LoadBalancer')
    .map((service) => ({
      id: `address.${service.name}`,
      kind: 'address',
      lines: [name('LoadBalancer'), address(service.address), note(say(words.metallb))],
    }));

const nodeGroup = (lab: Lab, say: Say): Box => ({
  id: 'nodes',
  kind: 'group',
  lines: [name(say(words.nodes)), note(say(words.nodesNote))],
  boxes: nodes(lab).map((node) => nodeBox(lab, node, say)),
});

function nodeBox(lab: Lab, node: Machine, say: Say): Box {
  const controls = node.role === 'control-plane';
  const programs = [...(controls ? ['API server :6443'] : []), 'kubelet', 'kube-proxy'];
  return {
    id: `machine.${node.name}`,
    kind: 'host',
    lines: [name(node.name), address(node.address), note(say(controls ? words.controlPlane : words.worker))],
    aspect: 0.1,
    boxes: [
      {
        id: `programs.${node.name}`,
        kind: 'row',
        lines: [],
        aspect: 9,
        boxes: programs.map((program) => ({ id: `program.${node.name}.${program}`, kind: 'program', lines: [note(program)] })),
      },
      {
        id: `range.${node.name}`,
        kind: 'range',
        lines: [address(nodePodCidr(lab, node))],
        boxes: podsOn(lab, node).map(({ of, text }) => ({ id: `pod.${node.name}.${of}`, kind: 'pod', lines: [note(text)] })),
      },
    ],
  };
}
