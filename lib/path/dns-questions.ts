import { companyName, isInside, type Lab, serviceDnsName } from '../model';
import { type Exchange, exchange, type ExpectedReply } from './exchange';
import type { Place } from './place';
import { endpointsOf } from './proxied-port';
import type { PathInput } from './path-input';

/** The exchanges of a question: with the place's own name server, and of that one with others. Empty: it asks itself, it is not there, or nobody knows whom. */
export function questions(input: PathInput, from: Place, name: string): Exchange[] {
  if (from.kind === 'pod' && !input.moment.pods.some((pod) => pod.name === from.name)) return [];
  const server = nameServerOf(input, from);
  if (server === undefined) return isNameServer(input, from) ? askedBy(input, from, name) : [];
  return [ask(input, from, server, name)];
}

const isNameServer = ({ lab }: PathInput, place: Place): boolean =>
  place.kind === 'machine' && place.name === lab.nameServer.name;

/** The first name server in a place's resolv.conf; undefined for the name server itself, and for what the host decides. */
function nameServerOf(input: PathInput, place: Place): string | undefined {
  const { lab, moment } = input;
  switch (place.kind) {
    case 'pod':
      return String(lab.cluster.dnsServiceAddress);
    case 'lan':
    case 'machine':
      return isNameServer(input, place) ? undefined : String(lab.nameServer.address);
    default:
      return moment.simulatedInternet ? String(lab.internet.nameServer) : undefined;
  }
}

const ask = (input: PathInput, from: Place, server: string, name: string): Exchange => ({
  ...exchange(input, from, { protocol: 'udp', sockets: [{ address: server, port: 53 }], question: name }, (place) =>
    askedBy(input, place, name),
  ),
  reply: replyTo(input, name),
});

function replyTo(input: PathInput, name: string): ExpectedReply | undefined {
  const alias = aliasNamed(input.lab, name);
  const addresses = addressesOf(input, name);
  return alias === undefined && addresses.length === 0 ? undefined : { alias, addresses };
}

/** What an ExternalName Service of this whole name leads to. */
function aliasNamed(lab: Lab, name: string): string | undefined {
  const service = lab.services.find((one) => one.type === 'ExternalName' && serviceDnsName(lab, one) === name);
  return service?.type === 'ExternalName' ? service.externalName : undefined;
}

/** Whom a server asks, where no cache has the answer. */
function askedBy(input: PathInput, place: Place, name: string): Exchange[] {
  const { lab, moment } = input;
  if (place.kind === 'pod') return askedByCoredns(input, place, name);
  if (isNameServer(input, place)) {
    const [server] = isInside(name, lab.dns.zone) ? [] : upstreamsOf(lab, name);
    return server ? [ask(input, place, server, name)] : [];
  }
  // The gateway forwards to the outside's name server.
  const isForwarder = place.kind === 'gateway' && moment.simulatedInternet;
  return isForwarder ? [ask(input, place, String(lab.internet.nameServer), name)] : [];
}

function askedByCoredns(input: PathInput, place: Place, name: string): Exchange[] {
  const { lab } = input;
  if (!isInside(name, lab.cluster.dnsDomain)) return [ask(input, place, String(lab.dns.clusterForwarders[0]), name)];
  const alias = aliasNamed(lab, name);
  // CoreDNS follows the CNAME itself.
  return alias === undefined ? [] : askedByCoredns(input, place, alias);
}

/** The servers that the name server asks for a name: those of the longest zone, or its upstreams. */
function upstreamsOf(lab: Lab, name: string): readonly string[] {
  const zones = lab.dns.forwardZones.filter(({ zone }) => isInside(name, zone));
  const [closest] = [...zones].sort((one, other) => other.zone.length - one.zone.length);
  return (closest?.servers ?? lab.dns.upstreams).map(String);
}

/** The whole name behind what a program of a place writes: a pod's search list begins with its own namespace (resolv.conf(5)). */
export function fullName({ lab }: PathInput, from: Place, name: string): string {
  const isService = (text: string) => lab.services.some((service) => service.name === text);
  if (from.kind !== 'pod' || isInside(name, lab.cluster.dnsDomain)) return name;
  const [last, ...before] = name.split('.').reverse();
  const governed = before.length === 1 && isService(last!);
  return governed || isService(name) ? `${name}.${serviceDnsName(lab, { name: '' }).slice(1)}` : name;
}

/** The addresses of a whole name; empty where the lab does not tell. */
export function addressesOf(input: PathInput, name: string): readonly string[] {
  const { lab, moment } = input;
  const record = lab.dns.records.find((candidate) => companyName(lab, candidate) === name);
  if (record) return [String(record.address)];
  const site = lab.internet.sites.find((candidate) => candidate.name === name);
  if (site) return moment.simulatedInternet ? [String(site.address)] : [];
  const service = lab.services.find((candidate) => serviceDnsName(lab, candidate) === name);
  if (!service) return podAddress(input, name);
  switch (service.type) {
    case 'ExternalName':
      return addressesOf(input, service.externalName);
    case 'Headless':
      return endpointsOf(moment, 'default', service.workload, 0).map(({ address }) => address);
    default: {
      const clusterIp = input.ports.find((port) => port.namespace === 'default' && port.service === service.name)?.clusterIp;
      return clusterIp ? [clusterIp] : [];
    }
  }
}

/** `db-0.db.default.svc.cluster.local`: a StatefulSet's pod below its headless Service. */
function podAddress({ lab, moment }: PathInput, name: string): readonly string[] {
  const service = lab.services.find(
    (candidate) => candidate.type === 'Headless' && isInside(name, serviceDnsName(lab, candidate)),
  );
  const pod = moment.pods.find(
    (candidate) =>
      service?.type === 'Headless' &&
      candidate.app === service.workload &&
      candidate.ready &&
      name === `${candidate.name}.${serviceDnsName(lab, service)}`,
  );
  return pod ? [pod.address] : [];
}
