import { definitionOf, type Lab, machines, nodePodCidr, reverseZone, warnings } from '../lib/model';

/** The lab a definition describes: the definition in full, and what follows from it. */
export function planLab(lab: Lab) {
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
