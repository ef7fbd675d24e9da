import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { companyName, type Lab, machines, nodePodCidr, reverseZone, type Service } from '../../model';
import type { VantagePoint } from '../../probe';
import type { Sentence } from '../../verify';
import { roleWords, words } from '../words';
import { both, code, type Content, dataTable } from './elements';

/** Who has which address: machines, networks, Services. */
export function addresses(lab: Lab): VNode {
  const titles = (...title: Sentence[]) => title.map((each) => ({ title: both(each) }));
  return html`
    <section aria-labelledby="addresses">
      <h2 id="addresses">${both(words.addresses)}</h2>
      ${dataTable(
        'machines',
        both(words.machines),
        [...titles(words.name, words.role, words.address, words.companyName), { title: 'MAC' }, ...titles(words.pods)],
        machineRows(lab),
      )}
      ${dataTable(
        'services',
        both(words.services),
        titles(words.name, words.type, words.reachedAt, words.behind),
        lab.services.map((service) => serviceRow(lab, service)),
      )}
      ${dataTable('networks', both(words.networks), titles(words.what, words.address), networkRows(lab))}
    </section>
  `;
}

/** A vantage point's address; of a pod, its node's range. */
export function addressOf(lab: Lab, from: VantagePoint): string {
  switch (from.at) {
    case 'outside':
      return String(lab.internet.client);
    case 'lan':
      return String(lab.network.client);
    case 'gateway':
      return String(lab.network.gateway);
    case 'machine':
      return String(machines(lab).find(({ name }) => name === from.name)?.address ?? '');
    case 'pod': {
      const node = machines(lab).find(({ name }) => name === from.node);
      return node ? String(nodePodCidr(lab, node)) : '';
    }
    case 'workload':
      return String(lab.cluster.podCidr);
  }
}

const machineRows = (lab: Lab): Content[][] =>
  machines(lab).map((machine) => [
    machine.name,
    both(roleWords[machine.role]),
    code(String(machine.address)),
    code(companyName(lab, machine)),
    code(machine.mac),
    machine.role === 'name-server' ? '' : code(String(nodePodCidr(lab, machine))),
  ]);

function networkRows(lab: Lab): Content[][] {
  const { network, cluster, dns, internet } = lab;
  const rows: [Sentence, string][] = [
    [words.machineNetwork, String(network.cidr)],
    [words.gateway, String(network.gateway)],
    [words.lanHost, String(network.client)],
    [words.loadBalancerPool, String(lab.loadBalancer.pool)],
    [words.podNetwork, String(cluster.podCidr)],
    [words.serviceNetwork, String(cluster.serviceCidr)],
    [words.apiService, String(cluster.apiServiceAddress)],
    [words.clusterDns, String(cluster.dnsServiceAddress)],
    [words.clusterDomain, cluster.dnsDomain],
    [words.companyZone, `${dns.zone}, ${reverseZone(lab)}`],
    [words.clusterDnsAsks, dns.clusterForwarders.join(', ')],
    [words.nameServerAsks, dns.upstreams.join(', ')],
    [words.outsideLink, String(internet.link)],
    [words.router, String(internet.router)],
    [words.outsideUser, String(internet.client)],
    [words.sites, internet.sites.map(({ name, address }) => `${name} ${address}`).join(', ')],
  ];
  return rows.filter(([, value]) => value !== '').map(([what, value]) => [both(what), code(value)]);
}

function serviceRow(lab: Lab, service: Service): Content[] {
  const behind = 'workload' in service ? `${replicas(lab, service.workload)} × ${service.workload}` : '';
  return [service.name, service.type, reachedAt(service), behind];
}

const replicas = (lab: Lab, workload: string): number => lab.workloads.find(({ name }) => name === workload)?.replicas ?? 0;

function reachedAt(service: Service): Content {
  switch (service.type) {
    case 'ClusterIP':
      return withPorts(
        code(String(service.clusterIp)),
        service.ports.map(({ port }) => port),
      );
    case 'LoadBalancer':
      return withPorts(
        code(String(service.address)),
        service.ports.map(({ port }) => port),
      );
    case 'NodePort':
      return withPorts(
        both(words.everyNode),
        service.ports.map(({ nodePort }) => nodePort!),
      );
    case 'Headless':
      return withPorts(
        both(words.eachPod),
        service.ports.map(({ port }) => port),
      );
    case 'ExternalName':
      return html`${both(words.cnameFor)} ${code(service.externalName)}`;
  }
}

const withPorts = (where: Content, ports: readonly number[]): Content => html`${where}, ${code(ports.join(', '))}`;
