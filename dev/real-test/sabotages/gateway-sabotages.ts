import type { Lab, LoadBalancerService } from '../../../lib/model';
import { editedFile, onMachine } from './change-machine';
import { both, type Change, type Sabotage } from './sabotage';

/** The gateway's rules and routes. It must be the lab's own: elsewhere they are those of the user's machine. */
export const gatewaySabotages = (lab: Lab): Sabotage[] => [...opened(lab), ...closed(lab), clusterIpRouted(lab)];

/** A rule of nft before all others of its chain. It is found again by its comment. */
function gatewayRule(chain: 'forward' | 'input' | 'postrouting', rule: string): Change {
  const away = `nft -a list chain ip lab ${chain} | awk '/comment "sabotage"/ { print $NF }' | while read -r handle; do
  nft delete rule ip lab ${chain} handle "$handle"
done`;
  return {
    break: [{ gateway: `${away}\nnft 'insert rule ip lab ${chain} ${rule} comment "sabotage"'` }],
    repair: [{ gateway: away }],
  };
}

function opened(lab: Lab): Sabotage[] {
  const { nameServer, controlPlane } = lab;
  const everybody = editedFile(
    nameServer,
    '/etc/bind/named.conf.options',
    's/allow-query .*/allow-query { any; };/',
    'systemctl restart named',
  );
  return [
    {
      id: 'outsiders-reach-node',
      sentence: `Outsiders reach the SSH server of ${controlPlane.name}.`,
      ...gatewayRule('forward', `ip daddr ${controlPlane.address} tcp dport 22 accept`),
      turnsRed: ['safety.published-ports'],
    },
    {
      id: 'outsiders-ask-name-server',
      sentence: 'The name server answers the questions of outsiders, for every name.',
      ...both(gatewayRule('forward', `ip daddr ${nameServer.address} udp dport 53 accept`), everybody),
      turnsRed: ['safety.name-server-closed'],
    },
  ];
}

function closed(lab: Lab): Sabotage[] {
  const forget = onMachine(lab.nameServer, 'rndc flush');
  const deaf = gatewayRule('input', `ip saddr ${lab.network.cidr} meta l4proto { tcp, udp } th dport 53 drop`);
  return [
    ...lab.services
      .filter((service) => service.type === 'LoadBalancer')
      .slice(0, 1)
      .flatMap(publishedClosed),
    {
      id: 'gateway-hides-nobody',
      sentence: "The gateway does not put its own address in the place of the lab's.",
      ...gatewayRule('postrouting', `ip saddr ${lab.network.cidr} accept`),
      turnsRed: ['pods.masqueraded'],
    },
    {
      id: 'gateway-tells-no-names',
      sentence: 'The gateway answers no questions for names.',
      // What the name server remembers would hide it.
      break: [...deaf.break, forget],
      repair: [...deaf.repair, forget],
      turnsRed: ['dns.external'],
    },
  ];
}

function publishedClosed({ name, address, ports }: LoadBalancerService): Sabotage[] {
  const { port, name: portName } = ports.at(-1)!;
  return [
    {
      id: 'published-port-closed',
      sentence: `The gateway lets nobody through to port ${port} of ${address}.`,
      ...gatewayRule('forward', `ip daddr ${address} tcp dport ${port} drop`),
      turnsRed: [`load-balancer.${portName}.${name}`],
    },
  ];
}

/** Without the redirects of ICMP, which hosts would remember after the repair. */
function clusterIpRouted({ cluster, workers }: Lab): Sabotage {
  const away = `nft 'add table ip sabotage'\nnft 'delete table ip sabotage'`;
  return {
    id: 'cluster-ip-routed',
    sentence: 'The gateway has a route to the addresses of Services, so that hosts of the company reach them.',
    break: [
      {
        gateway: `${away}
nft 'add table ip sabotage'
nft 'add chain ip sabotage output { type filter hook output priority 0; }'
nft 'add rule ip sabotage output icmp type redirect drop'
ip route replace ${cluster.serviceCidr} via ${workers[0]!.address}`,
      },
    ],
    repair: [{ gateway: `ip route del ${cluster.serviceCidr} 2>/dev/null || true\n${away}` }],
    turnsRed: ['cluster-ip.closed-from-lan'],
  };
}
