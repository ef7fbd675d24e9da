import { formatMebibytes, type Lab, machines, nodePodCidr, reverseZone } from '../../lib/model';
import { table } from '../../lib/report';
import { servicesTable } from './services-table';

/** `./lab plan` for people. */
export function planTable(lab: Lab): string {
  const { network, cluster, dns, internet } = lab;
  const facts = [
    ['lab', lab.name],
    ['network', `${network.cidr}, gateway ${network.gateway}, client ${network.client}`],
    ['pods', `${cluster.podCidr}, a /${cluster.nodePodPrefix} for each node`],
    ['services', `${cluster.serviceCidr}: API ${cluster.apiServiceAddress}, cluster DNS ${cluster.dnsServiceAddress}`],
    ['cluster domain', cluster.dnsDomain],
    ['company zone', `${dns.zone} and ${reverseZone(lab)}, served by ${lab.nameServer.address}`],
    ['name server asks', dns.upstreams.join(', ')],
    ...dns.forwardZones.map(({ zone, servers }) => [`  for ${zone}`, servers.join(', ')]),
    ['cluster DNS asks', dns.clusterForwarders.join(', ')],
    ['load balancer', String(lab.loadBalancer.pool)],
    ['outside', `${internet.link}: gateway ${internet.gateway}, router ${internet.router}, user ${internet.client}`],
    ['web sites', internet.sites.map(({ name, address }) => `${name} ${address}`).join(', ') || 'none'],
  ];
  const machineRows = machines(lab).map((machine) => [
    machine.name,
    machine.role,
    String(machine.address),
    machine.mac,
    machine.role === 'name-server' ? '-' : String(nodePodCidr(lab, machine)),
    String(machine.cpus),
    formatMebibytes(machine.memoryMiB),
    formatMebibytes(machine.diskMiB),
  ]);
  return [
    table(['what', 'value'], facts as string[][]),
    table(['machine', 'role', 'address', 'MAC', 'pods', 'CPUs', 'memory', 'disk'], machineRows),
    servicesTable(lab),
  ].join('\n\n');
}
