import { usageFault } from '../host/fault';
import {
  definitionOf,
  formatMebibytes,
  type Lab,
  machines,
  nodePodCidr,
  reverseZone,
  type Service,
  warnings,
} from '../lib/model';
import { definitionFile } from '../lib/definition';
import type { Context } from './context';
import { table } from '../lib/report';

/** `./lab plan`: the lab a definition describes, defaults filled in and derived values worked out. Touches nothing. */
export async function planLab(context: Context, options: { output: string }): Promise<void> {
  const { lab, progress } = context;
  const forms: Readonly<Record<string, () => string>> = {
    table: () => planTable(lab),
    json: () => JSON.stringify(planJson(lab), null, 2),
    yaml: () => definitionFile(lab).trimEnd(),
  };
  const form = forms[options.output];
  if (!form) throw usageFault(`--output ${options.output}: there is no such form`, { remedy: 'use table, json or yaml' });
  for (const warning of warnings(lab)) progress.note(`warning: ${warning}`);
  context.out(form());
}

/** For programs: the complete definition, and what follows from it. */
export function planJson(lab: Lab): object {
  const { cluster, dns } = lab;
  return {
    definition: definitionOf(lab),
    derived: {
      apiServiceAddress: String(cluster.apiServiceAddress),
      dnsServiceAddress: String(cluster.dnsServiceAddress),
      reverseZone: reverseZone(lab),
      records: dns.records.map(({ name, address }) => ({ name: `${name}.${dns.zone}`, address: String(address) })),
      machines: machines(lab).map((machine) => ({
        name: machine.name,
        role: machine.role,
        address: String(machine.address),
        mac: machine.mac,
        podCidr: machine.role === 'name-server' ? undefined : String(nodePodCidr(lab, machine)),
      })),
    },
    warnings: warnings(lab),
  };
}

function planTable(lab: Lab): string {
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
    table(
      ['service', 'type', 'reached at', 'pods behind it', 'their ports'],
      lab.services.map((service) => serviceRow(lab, service)),
    ),
  ].join('\n\n');
}

function serviceRow(lab: Lab, service: Service): string[] {
  return [service.name, service.type, reachedAt(lab, service), ...behind(lab, service)];
}

function reachedAt(lab: Lab, service: Service): string {
  switch (service.type) {
    case 'ClusterIP':
      return at(
        service.clusterIp,
        service.ports.map(({ port }) => port),
      );
    case 'NodePort':
      return at(
        'every node',
        service.ports.map(({ nodePort }) => nodePort!),
      );
    case 'LoadBalancer':
      return at(
        service.address,
        service.ports.map(({ port }) => port),
      );
    case 'ExternalName':
      return `a CNAME for ${service.externalName}`;
    case 'Headless':
      return at(
        'each pod',
        service.ports.map(({ port }) => port),
      );
  }
}

const at = (where: object | string, ports: readonly number[]): string => `${String(where)}:${ports.join(',')}`;

/** The pods, and the port of theirs that each port of the Service leads to. */
function behind(lab: Lab, service: Service): [string, string] {
  if (service.type === 'ExternalName') return ['-', '-'];
  const { workload, ports } = service;
  const replicas = lab.workloads.find(({ name }) => name === workload)?.replicas ?? 0;
  return [`${replicas} of ${workload}`, ports.map(({ name, targetPort }) => `${targetPort} ${name}`).join(', ')];
}
