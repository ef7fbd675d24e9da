import { type Lab, type Machine, nodePodCidr, nodes } from '../model';
import { toYaml } from './yaml';

/**
 * cloud-init network configuration, version 2 (netplan's form): a static address and one route per node's pod range. So `ip
 * route` shows the whole pod network.
 */
export function networkConfig(lab: Lab, machine: Machine): string {
  return toYaml({
    version: 2,
    ethernets: {
      lan: {
        match: { macaddress: machine.mac },
        'set-name': 'eth0',
        dhcp4: false,
        'accept-ra': false,
        addresses: [`${machine.address}/${lab.network.cidr.prefix}`],
        nameservers: { addresses: [String(lab.nameServer.address)], search: [lab.dns.zone] },
        routes: [
          { to: '0.0.0.0/0', via: String(lab.network.gateway) },
          ...nodes(lab)
            .filter((node) => node.name !== machine.name)
            .map((node) => ({ to: String(nodePodCidr(lab, node)), via: String(node.address) })),
        ],
      },
    },
  });
}
