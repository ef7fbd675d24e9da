import { type Lab, type Machine, nodePodCidr, nodes } from '../model';

/** Where systemd-networkd reads it. */
export const networkFile = '/etc/systemd/network/10-lan.network';

/**
 * systemd-networkd's configuration of a machine's card (systemd.network(5)): a static address and one route per node's pod range. So
 * `ip route` shows the whole pod network.
 */
export function networkConfig(lab: Lab, machine: Machine): string {
  const routes = [
    { to: '0.0.0.0/0', via: lab.network.gateway },
    ...nodes(lab)
      .filter((node) => node.name !== machine.name)
      .map((node) => ({ to: nodePodCidr(lab, node), via: node.address })),
  ];
  return `[Match]
MACAddress=${machine.mac}

[Network]
Address=${machine.address}/${lab.network.cidr.prefix}
DNS=${lab.nameServer.address}
Domains=${lab.dns.zone}
# The lab speaks IPv4. Waiting for a router, and for nobody to object to an address, would hold up every boot for 13 seconds.
IPv6AcceptRA=no
LinkLocalAddressing=no
${routes.map(({ to, via }) => `\n[Route]\nDestination=${to}\nGateway=${via}\n`).join('')}`;
}
