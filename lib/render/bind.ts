import { companyName, type Lab, machines, nodePodCidr, nodes, reverseZone } from '../model';

/** BIND 9 on the name server: the company zone, its reverse, and forwarding of everything else. By path. */
export function bindFiles(lab: Lab): Readonly<Record<string, string>> {
  return {
    '/etc/bind/named.conf': 'include "/etc/bind/named.conf.options";\ninclude "/etc/bind/named.conf.local";\n',
    '/etc/bind/named.conf.options': namedOptions(lab),
    '/etc/bind/named.conf.local': namedZones(lab),
    [zoneFile(lab.dns.zone)]: forwardZone(lab),
    [zoneFile(reverseZone(lab))]: reverseZoneFile(lab),
    [emptyZoneFile]: emptyZone(lab),
  };
}

const zoneFile = (zone: string): string => `/etc/bind/db.${zone}`;
/** A name that no zone's file can have. */
const emptyZoneFile = '/etc/bind/empty.zone';

function namedOptions(lab: Lab): string {
  const clients = ['localhost', String(lab.network.cidr), ...nodes(lab).map((node) => String(nodePodCidr(lab, node)))];
  return `options {
    directory "/var/cache/bind";
    listen-on { any; };
    listen-on-v6 { none; };
    allow-query { ${clients.map((client) => `${client}; `).join('')}};
    allow-transfer { none; };
    recursion yes;
    forward only;
    forwarders { ${lab.dns.upstreams.map((address) => `${address}; `).join('')}};
    // The upstream may be the lab's simulated internet, which has no signed root.
    dnssec-validation no;
    minimal-responses yes;
};
`;
}

function namedZones(lab: Lab): string {
  const primary = (zone: string, file: string) => `zone "${zone}" {\n    type primary;\n    file "${file}";\n};\n`;
  return [
    primary(lab.dns.zone, zoneFile(lab.dns.zone)),
    primary(reverseZone(lab), zoneFile(reverseZone(lab))),
    ...lab.dns.forwardZones.map(forwarded),
    "// The cluster's names are the cluster's: a question that strays here ends here, so no loop can form.",
    primary(lab.cluster.dnsDomain, emptyZoneFile),
  ].join('\n');
}

function forwarded({ zone, servers }: Lab['dns']['forwardZones'][number]): string {
  const forwarders = servers.map((server) => `${server}; `).join('');
  return `zone "${zone}" {\n    type forward;\n    forward only;\n    forwarders { ${forwarders}};\n};\n`;
}

function forwardZone(lab: Lab): string {
  return [...zoneHead(lab), ...lab.dns.records.map(({ name, address }) => `${name} IN A ${address}`), ''].join('\n');
}

/** One PTR for each machine, the gateway and whatever else has a record in the network; the first name of an address wins. */
function reverseZoneFile(lab: Lab): string {
  const kept = Math.floor(lab.network.cidr.prefix / 8);
  const seen = new Set<string>();
  const pointers = lab.dns.records.flatMap((record) => {
    const address = String(record.address);
    if (!lab.network.cidr.contains(record.address) || seen.has(address)) return [];
    seen.add(address);
    return [`${record.address.octets().slice(kept).reverse().join('.')} IN PTR ${companyName(lab, record)}.`];
  });
  return [...zoneHead(lab), ...pointers, ''].join('\n');
}

const emptyZone = (lab: Lab): string => [...zoneHead(lab), ''].join('\n');

function zoneHead(lab: Lab): string[] {
  const server = companyName(lab, lab.nameServer);
  return ['$TTL 300', `@ IN SOA ${server}. hostmaster.${lab.dns.zone}. 1 3600 600 86400 60`, `@ IN NS ${server}.`];
}

/** The page the intranet web server shows. */
export function intranetPage(lab: Lab): string {
  const rows = machines(lab).map(({ name, role, address }) => `<tr><td>${name}</td><td>${role}</td><td>${address}</td></tr>`);
  return `<!doctype html>\n<title>intranet.${lab.dns.zone}</title>\n<h1>intranet.${lab.dns.zone}</h1>\n<table>\n${rows.join('\n')}\n</table>\n`;
}
