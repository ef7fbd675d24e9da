import { type Lab, type Machine, nodePodCidr } from '../../../lib/model';
import { type FirewallRule, firewallRule, keptFolder, scripts, sysctl } from './change-machine';
import { everyWorker, type Sabotage } from './sabotage';

/** Which way a node sends packets, and which of them are lost. */
export const packetSabotages = (lab: Lab): Sabotage[] => [...ways(lab), ...losses(lab)];

const last = (lab: Lab): Machine => lab.workers.at(-1)!;

function ways(lab: Lab): Sabotage[] {
  const machine = last(lab);
  const { name } = machine;
  const other = lab.workers[0]!;
  const range = nodePodCidr(lab, machine);
  const { nameServer } = lab;
  return [
    {
      id: 'route-at-name-server',
      sentence: `${nameServer.name} has no route to the pods of ${name}.`,
      ...scripts(nameServer, `ip route del ${range} 2>/dev/null || true`, `ip route replace ${range} via ${machine.address}`),
      turnsRed: [`nodes.pod-routes.${nameServer.name}`],
    },
    {
      id: 'forwarding-off',
      sentence: `${name} forwards no packets.`,
      ...sysctl(machine, 'net.ipv4.ip_forward', { broken: 0, right: 1 }),
      turnsRed: [`pods.without-nat.${name}`],
    },
    {
      id: 'pod-bridge-down',
      sentence: `The bridge of the pods on ${name} is down.`,
      ...scripts(machine, 'ip link set cni0 down', 'ip link set cni0 up'),
      turnsRed: [`pods.without-nat.${name}`],
    },
    {
      id: 'wrong-neighbour',
      sentence: `${name} sends what is meant for ${other.name} to a MAC address that nobody has.`,
      ...scripts(
        machine,
        `ip neigh replace ${other.address} lladdr 52:54:00:00:00:01 dev eth0 nud permanent`,
        `ip neigh del ${other.address} dev eth0 2>/dev/null || true`,
      ),
      turnsRed: [`pods.without-nat.${name}`],
    },
  ];
}

function losses(lab: Lab): Sabotage[] {
  const machine = last(lab);
  const first = lab.workers[0]!;
  const range = (worker: Machine) => String(nodePodCidr(lab, worker));
  const ofPods = (worker: Machine, rule: string, more: Partial<FirewallRule> = {}) =>
    firewallRule(worker, { chain: 'FORWARD', rule: `-s ${range(worker)} ${rule} -j DROP`, ...more });
  const twentieth = '-m statistic --mode nth --every 20 --packet 0 -j REJECT --reject-with tcp-reset';
  return [
    {
      id: 'connection-in-twenty',
      sentence: 'One of twenty connections to pods on workers is refused.',
      ...everyWorker(lab, (worker) =>
        firewallRule(worker, { chain: 'FORWARD', rule: `-d ${range(worker)} -p tcp --syn ${twentieth}` }),
      ),
      turnsRed: ['cluster-ip.by-address'],
      within: 180,
    },
    {
      id: 'large-packets',
      sentence: 'Small answers to pods of workers arrive, large ones do not.',
      ...everyWorker(lab, (worker) =>
        firewallRule(worker, {
          table: 'mangle',
          chain: 'FORWARD',
          rule: `-d ${range(worker)} -m length --length 1000:65535 -j DROP`,
        }),
      ),
      turnsRed: ['dns.large-answer'],
    },
    {
      id: 'dns-without-udp',
      sentence: `Pods of ${first.name} ask for names by TCP only.`,
      ...ofPods(first, '-p udp --dport 53'),
      turnsRed: ['dns.kubernetes'],
    },
    {
      id: 'dns-without-tcp',
      sentence: `Pods of ${first.name} ask for names by UDP only.`,
      ...ofPods(first, '-p tcp --dport 53'),
      turnsRed: [`reach.cluster-dns.from-pod.${first.name}`],
    },
    { id: 'connections-full', ...connectionsFull(lab, machine) },
  ];
}

/** New connections are dropped; those of SSH are not counted, so that the repair gets in. It undoes itself after a while. */
function connectionsFull(lab: Lab, machine: Machine): Omit<Sabotage, 'id'> {
  const kept = `${keptFolder}/conntrack-max`;
  const key = 'net.netfilter.nf_conntrack_max';
  const uncounted = ['PREROUTING -p tcp --dport 22', 'OUTPUT -p tcp --sport 22'].map((rule) => `${rule} -j CT --notrack`);
  const counted = uncounted.map((rule) => `while iptables -w -t raw -D ${rule} 2>/dev/null; do :; done`);
  return {
    sentence: `The table of connections of ${machine.name} is full.`,
    ...scripts(
      machine,
      `install -d -m 0700 ${keptFolder}
[ -e ${kept} ] || sysctl -n ${key} >${kept}
${counted.join('\n')}
${uncounted.map((rule) => `iptables -w -t raw -I ${rule}`).join('\n')}
systemd-run --quiet --collect --on-active=900 sysctl -w "${key}=$(cat ${kept})"
sysctl -qw ${key}=8`,
      `if [ -e ${kept} ]; then sysctl -qw "${key}=$(cat ${kept})"; rm ${kept}; fi
${counted.join('\n')}`,
    ),
    turnsRed: [`pods.without-nat.${machine.name}`],
  };
}
