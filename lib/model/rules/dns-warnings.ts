import type { IpAddress } from '../ip-address';
import { type Lab, machines } from '../lab';

/** Names that the lab's own definition hides from pods and servers, or resolves differently than expected. */
export const dnsWarnings = (lab: Lab): string[] => [...companyNamesInPods(lab), ...shadowing(lab), ...unanswered(lab)];

/** CoreDNS asks its servers in their order, and "no such name" is an answer. The gateway asks outside as well. */
function companyNamesInPods({ dns, nameServer, network }: Lab): string[] {
  const [first] = dns.clusterForwarders;
  if (!first || (network.cidr.contains(first) && !first.equals(network.gateway))) return [];
  return [
    `dns.clusterForwarders: pods do not find the names of ${dns.zone}, because CoreDNS asks ${first} and not the name server ${nameServer.address}`,
  ];
}

/** A pod's resolver tries a name of fewer dots behind each domain of the search list first (`ndots:5`). */
const ndots = 5;

function shadowing({ dns }: Lab): string[] {
  return dns.records
    .filter(({ name }) => name.includes('.') && name.split('.').length <= ndots)
    .map(
      ({ name, address }) =>
        `dns.records.${name}: pods that look for ${name} find ${address}, because their search list makes it ${name}.${dns.zone} first`,
    );
}

/** The lab's network holds only its machines, the gateway and the client, which is no name server. */
function unanswered(lab: Lab): string[] {
  const { dns, network } = lab;
  const isNobody = (address: IpAddress) =>
    network.cidr.contains(address) &&
    ![network.gateway, ...machines(lab).map((machine) => machine.address)].some((known) => known.equals(address));
  const asked = [
    { path: 'dns.upstreams', servers: dns.upstreams },
    { path: 'dns.clusterForwarders', servers: dns.clusterForwarders },
    ...dns.forwardZones.map(({ zone, servers }) => ({ path: `dns.forwardZones.${zone}`, servers })),
  ];
  return asked.flatMap(({ path, servers }) =>
    servers
      .filter(isNobody)
      .map((server) => `${path}: no machine of the lab answers at ${server}, so names are found only where something else does`),
  );
}
