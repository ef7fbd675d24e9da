import type { Lab, Service } from '../model';
import { address, name, note } from './lines';
import { orderedServices } from './order';
import type { Box, Lane, Line, Link } from './scene';
import { coreDnsBox } from './pod-network';
import { type Say, words } from './figure-words';

/** Kubernetes' own Service. */
const apiBox = ({ cluster, controlPlane }: Lab): Box => ({
  id: 'cluster-service.kubernetes',
  kind: 'service',
  lines: [
    note('ClusterIP'),
    name('kubernetes'),
    address(`${cluster.apiServiceAddress}:443`),
    note(`→ ${controlPlane.name}:6443`),
  ],
});

const clusterDnsBox = ({ cluster }: Lab, say: Say): Box => ({
  id: 'cluster-service.kube-dns',
  kind: 'service',
  lines: [note('ClusterIP'), name('kube-dns'), address(`${cluster.dnsServiceAddress}:53`), note(say(words.clusterDns))],
});

/** The Services by type, with where each is reached and what it leads to. */
export function serviceNetwork(lab: Lab, say: Say): { lane: Lane; links: readonly Link[] } {
  const { cluster, services } = lab;
  const boxes = orderedServices(lab).map((service): Box => ({
    id: boxOf(service),
    kind: 'service',
    lines: serviceLines(service, say),
  }));
  const first = orderedServices(lab).findIndex(({ type }) => type === 'LoadBalancer');
  const left = first < 0 ? boxes.length : first;
  return {
    lane: {
      id: 'service-network',
      kind: 'services',
      lines: [name(say(words.serviceNetwork)), address(cluster.serviceCidr), note(say(words.serviceNetworkNote))],
      boxes: [...boxes.slice(0, left), apiBox(lab), ...boxes.slice(left), clusterDnsBox(lab, say)],
    },
    links: [...services.flatMap(linksOf), { above: 'cluster-service.kube-dns', below: coreDnsBox, kind: 'request' }],
  };
}

const boxOf = ({ name: of }: Pick<Service, 'name'>): string => `service.${of}`;

function linksOf(service: Service): Link[] {
  const behind: Link[] =
    'workload' in service
      ? [{ above: boxOf(service), below: `pods.${service.workload}`, kind: service.type === 'Headless' ? 'name' : 'request' }]
      : [];
  switch (service.type) {
    case 'LoadBalancer':
      return [{ above: `address.${service.name}`, below: boxOf(service), kind: 'request' }, ...behind];
    case 'NodePort':
      return [{ above: 'nodes', below: boxOf(service), kind: 'request' }, ...behind];
    default:
      return behind;
  }
}

function serviceLines(service: Service, say: Say): Line[] {
  const lines = [note(service.type), name(service.name)];
  const local =
    'externalTrafficPolicy' in service && service.externalTrafficPolicy === 'Local' ? [note(say(words.keepsClient))] : [];
  switch (service.type) {
    case 'ClusterIP':
      return [...lines, address(`${service.clusterIp}:${portsOf(service)}`)];
    case 'NodePort':
      return [
        ...lines,
        note(say(words.everyNode)),
        address(`:${service.ports.map(({ nodePort }) => nodePort).join(',')}`),
        ...local,
      ];
    case 'LoadBalancer':
      return [...lines, address(`${service.address}:${portsOf(service)}`), ...local];
    case 'ExternalName':
      return [...lines, note(say(words.cname)), note(service.externalName)];
    case 'Headless':
      return [...lines, note(say(words.eachPod)), address(`:${portsOf(service)}`)];
  }
}

const portsOf = ({ ports }: { ports: readonly { port: number }[] }): string => ports.map(({ port }) => port).join(',');
