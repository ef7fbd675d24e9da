import { type Lab, type Machine, nodePodCidr } from '../model';

/**
 * The pod network of one node: a bridge, addresses from the node's own range, and host ports
 * (https://www.cni.dev/plugins/current/main/bridge/). No daemon: the way to the other nodes is in the machine's routing table.
 */
export function cniConfig(lab: Lab, node: Machine): string {
  const config = {
    cniVersion: '1.0.0',
    name: 'lab',
    plugins: [
      {
        type: 'bridge',
        bridge: 'cni0',
        isGateway: true,
        // Pods keep their address inside the lab; `masqueradeRules` translates it where they leave.
        ipMasq: false,
        hairpinMode: true,
        ipam: { type: 'host-local', ranges: [[{ subnet: String(nodePodCidr(lab, node)) }]], routes: [{ dst: '0.0.0.0/0' }] },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** iptables-restore(8) text: pods are masqueraded only when they leave the lab, and its gateway is where they do. */
export function masqueradeRules(lab: Lab, node: Machine): string {
  const inside = [lab.cluster.podCidr, lab.cluster.serviceCidr, lab.network.cidr];
  return [
    '*nat',
    ':LAB-MASQUERADE - [0:0]',
    `-A POSTROUTING -s ${nodePodCidr(lab, node)} -m comment --comment "pods leaving the lab" -j LAB-MASQUERADE`,
    // The gateway may be a machine that must not be taught routes to the pods; its answers would be lost.
    `-A LAB-MASQUERADE -d ${lab.network.gateway}/32 -j MASQUERADE`,
    ...inside.map((cidr) => `-A LAB-MASQUERADE -d ${cidr} -j RETURN`),
    '-A LAB-MASQUERADE -j MASQUERADE',
    'COMMIT',
    '',
  ].join('\n');
}
