import { type Lab, nodes, servedPorts, type Workload } from '../model';
import { address, name, note } from './lines';
import { orderedWorkloads } from './order';
import type { Box, Lane, Link } from './scene';
import { nameServerBox } from './machine-network';
import { podCount, type Say, words } from './figure-words';

/** CoreDNS, which answers behind the Service kube-dns. */
export const coreDnsBox = 'cluster-pods.coredns';

/** The pods by what they are; where they are is on the nodes. */
export function podNetwork(lab: Lab, say: Say): { lane: Lane; links: readonly Link[] } {
  const { cluster, dns, nameServer } = lab;
  const asked = dns.clusterForwarders.some((server) => server.equals(nameServer.address));
  return {
    lane: {
      id: 'pod-network',
      kind: 'pods',
      lines: [name(say(words.podNetwork)), address(cluster.podCidr), note(say(words.podNetworkNote))],
      boxes: [
        ...orderedWorkloads(lab).map((workload) => workloadBox(workload, say)),
        {
          id: coreDnsBox,
          kind: 'workload',
          lines: [name('CoreDNS'), note(cluster.dnsDomain), address(`→ ${dns.clusterForwarders.slice(0, 2).join(', ')}`)],
        },
        {
          id: 'cluster-pods.toolbox',
          kind: 'workload',
          lines: [name('toolbox'), note(say(words.onEachNode)), note(say(podCount(nodes(lab).length)))],
        },
      ],
    },
    links: asked ? [{ above: nameServerBox, below: coreDnsBox, kind: 'question', upwards: true }] : [],
  };
}

function workloadBox({ name: of, kind, replicas }: Workload, say: Say): Box {
  const ports = servedPorts[kind].map(({ targetPort }) => targetPort).join(',');
  const what = kind === 'postgres' ? 'StatefulSet · PostgreSQL' : `Deployment · ${say(words.testServer)}`;
  return {
    id: `pods.${of}`,
    kind: 'workload',
    lines: [name(of), note(what), note(say(podCount(replicas))), address(`:${ports}`)],
  };
}
