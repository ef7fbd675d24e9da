import { companyName, type ExternalNameService, isInside, type Lab } from '../model';
import type { DigOptions } from '../probe';
import type { VerifyContext } from '../verify';

/** CoreDNS, asked by address. */
export const clusterDns = (lab: Lab): DigOptions => ({ server: String(lab.cluster.dnsServiceAddress) });

/** The company's name server, asked by address. */
export const nameServer = (lab: Lab): DigOptions => ({ server: String(lab.nameServer.address) });

/** Whether the lab's definition makes CoreDNS ask the company's name server first. */
export const asksNameServer = (lab: Lab): boolean => lab.dns.clusterForwarders[0]?.equals(lab.nameServer.address) ?? false;

/** The Services that stand for names elsewhere. */
export const externalNames = (lab: Lab): ExternalNameService[] =>
  lab.services.filter((service) => service.type === 'ExternalName');

/** Whether a name is one of the company's own, which no server outside knows. */
export const isCompanyName = (lab: Lab, name: string): boolean => isInside(name, lab.dns.zone);

/** The servers the name server asks for a name that is not the company's. */
export function upstreamsOf(lab: Lab, name: string): readonly string[] {
  const zones = lab.dns.forwardZones.filter(({ zone }) => isInside(name, zone));
  // The longest zone wins, as in every name server.
  const [closest] = zones.sort((one, other) => other.zone.length - one.zone.length);
  return (closest?.servers ?? lab.dns.upstreams).map(String);
}

/** The address a name must have; undefined where only the internet knows it. */
export function expectedAddress(context: VerifyContext, name: string): string | undefined {
  const { lab, simulatedInternet } = context;
  const record = lab.dns.records.find((candidate) => companyName(lab, candidate) === name);
  if (record) return String(record.address);
  // The servers of a forward zone may know the name as another one.
  if (!simulatedInternet || lab.dns.forwardZones.some(({ zone }) => isInside(name, zone))) return undefined;
  const site = lab.internet.sites.find((candidate) => candidate.name === name);
  return site && String(site.address);
}
