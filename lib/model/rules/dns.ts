import type { DefinitionProblem } from '../problem';
import { isInside } from '../dns-name';
import { type Lab, reverseZone } from '../lab';
import { dnsServerRules } from './dns-servers';

/** No query loops, and no name hides another. */
export const dnsRules = (lab: Lab): DefinitionProblem[] =>
  [dnsServerRules, shadowedZones, reverseZones, externalNames, sites].flatMap((rule) => rule(lab));

function shadowedZones({ dns, cluster }: Lab): DefinitionProblem[] {
  const cluster_ = cluster.dnsDomain;
  const hide = (path: string, zone: string) =>
    isInside(zone, cluster_) || isInside(cluster_, zone)
      ? [
          {
            path,
            value: zone,
            reason: `and the cluster domain ${cluster_} hide each other's names`,
            remedy: 'choose a zone outside it',
            also: ['cluster.dnsDomain'],
          },
        ]
      : [];
  const own = dns.forwardZones.flatMap(({ zone }) => {
    const problem = (reason: string) => [
      { path: `dns.forwardZones.${zone}`, value: zone, reason, remedy: 'choose a zone outside it', also: ['dns.zone'] },
    ];
    if (isInside(dns.zone, zone)) return problem(`holds the company's own zone ${dns.zone}`);
    // A name server answers for all of its zone; it would say that the name does not exist.
    if (isInside(zone, dns.zone)) return problem(`is inside the company's own zone ${dns.zone}`);
    return [];
  });
  return [
    ...hide('dns.zone', dns.zone),
    ...dns.forwardZones.flatMap(({ zone }) => hide(`dns.forwardZones.${zone}`, zone)),
    ...own,
  ];
}

/** The reverse zone of the lab's network is the name server's own. */
function reverseZones(lab: Lab): DefinitionProblem[] {
  const own = reverseZone(lab);
  const problem = (path: string, value: string) => [
    {
      path,
      value,
      reason: `is or is inside ${own}, the reverse zone of ${lab.network.cidr}`,
      remedy: 'choose a zone outside it',
      also: ['network.cidr'],
    },
  ];
  const zones = [
    { path: 'dns.zone', zone: lab.dns.zone },
    { path: 'cluster.dnsDomain', zone: lab.cluster.dnsDomain },
    ...lab.dns.forwardZones.map(({ zone }) => ({ path: `dns.forwardZones.${zone}`, zone })),
  ];
  return zones.flatMap(({ path, zone }) => (isInside(zone, own) ? problem(path, zone) : []));
}

/** An ExternalName stands for a name outside; one of the company's own must be in its zone. */
function externalNames({ services, dns, cluster }: Lab): DefinitionProblem[] {
  return services.flatMap((service) => {
    if (service.type !== 'ExternalName') return [];
    const { externalName } = service;
    const problem = (reason: string, remedy: string) => [
      { path: `services.${service.name}.externalName`, value: externalName, reason, remedy, also: ['dns', 'cluster.dnsDomain'] },
    ];
    if (isInside(externalName, cluster.dnsDomain)) return problem('is a name of the cluster itself', 'name something outside');
    const known = dns.records.map(({ name }) => `${name}.${dns.zone}`);
    if (isInside(externalName, dns.zone) && !known.includes(externalName))
      return problem(`is not in the company zone ${dns.zone}`, `add it to dns.records, or use one of ${known.join(', ')}`);
    return [];
  });
}

/** A web site outside is no name of the company's or the cluster's: these answer for all of their zones. */
function sites({ internet, services, dns, cluster }: Lab): DefinitionProblem[] {
  const targets = services.flatMap((service) => (service.type === 'ExternalName' ? service.externalName : []));
  const zones = [
    { path: 'dns.zone', zone: dns.zone, whose: "the company's zone" },
    { path: 'cluster.dnsDomain', zone: cluster.dnsDomain, whose: 'the cluster domain' },
  ];
  return internet.sites.flatMap(({ name }) => {
    const inside = targets.includes(name) ? undefined : zones.find(({ zone }) => isInside(name, zone));
    if (!inside) return [];
    const reason = `is inside ${inside.whose} ${inside.zone}, so nobody would find it outside`;
    return [{ path: 'internet.sites', value: name, reason, remedy: 'choose another name', also: [inside.path, 'services'] }];
  });
}
