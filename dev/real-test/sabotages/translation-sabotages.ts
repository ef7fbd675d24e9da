import { type Lab, type Machine, nodePodCidr } from '../../../lib/model';
import { unlistedNodePort } from '../../../lib/claims/checks/unlisted-ports';
import { remove, rolledOut } from './cluster-changes';
import { firewallRule, frozen, onMachine, scripts, sysctl } from './change-machine';
import { type Change, everyWorker, type Sabotage } from './sabotage';

/** How a node translates addresses: kube-proxy's rules for Services, and the lab's own for what leaves it. */
export const translationSabotages = (lab: Lab): Sabotage[] => [...translation(lab), ...proxy(lab), ...nodePorts(lab)];

const last = (lab: Lab): Machine => lab.workers.at(-1)!;

function translation(lab: Lab): Sabotage[] {
  const machine = last(lab);
  const { name } = machine;
  const jump = `POSTROUTING -s ${nodePodCidr(lab, machine)} -m comment --comment "pods leaving the lab" -j LAB-MASQUERADE`;
  const away = `while iptables -w -t nat -D ${jump} 2>/dev/null; do :; done`;
  const masquerade = (to: unknown): Change =>
    firewallRule(machine, { table: 'nat', chain: 'LAB-MASQUERADE', rule: `-d ${String(to)} -j MASQUERADE` });
  return [
    {
      id: 'masquerade-lost',
      sentence: `Pods of ${name} leave the lab under their own addresses.`,
      ...scripts(machine, away, `${away}\niptables-restore -w --noflush /etc/lab/masquerade.rules`),
      turnsRed: [`pods.masqueraded.${name}`],
    },
    {
      id: 'masquerade-of-company',
      sentence: `The company sees pods of ${name} under the node's address.`,
      ...masquerade(lab.network.cidr),
      turnsRed: [`pods.own-address.${name}`],
    },
    {
      id: 'masquerade-of-pods',
      sentence: `Pods of other nodes see those of ${name} under the node's address.`,
      ...masquerade(lab.cluster.podCidr),
      turnsRed: [`pods.without-nat.${name}`],
    },
    {
      id: 'bridge-unseen',
      sentence: `iptables does not see what pods of ${name} send to one another, so their answers are not translated back.`,
      ...sysctl(machine, 'net.bridge.bridge-nf-call-iptables', { broken: 0, right: 1 }),
      turnsRed: webServices(lab).map((service) => `cluster-ip.by-address.${service}.${name}`),
    },
    {
      id: 'hairpin-off',
      sentence: 'A pod does not reach itself through its Service.',
      ...everyWorker(lab, (worker) => scripts(worker, hairpin(0), hairpin(1))),
      turnsRed: webServices(lab).map((service) => `reach.${service}.from-own-pods`),
    },
  ];
}

const hairpin = (value: 0 | 1): string => `for mode in /sys/class/net/cni0/brif/*/hairpin_mode; do echo ${value} >"$mode"; done`;

/** Services of the type ClusterIP with web servers behind them. */
const webServices = (lab: Lab): string[] =>
  lab.services.flatMap((service) =>
    service.type === 'ClusterIP' && lab.workloads.some(({ name, kind }) => name === service.workload && kind === 'api-tester')
      ? [service.name]
      : [],
  );

function proxy(lab: Lab): Sabotage[] {
  const machine = last(lab);
  const { name } = machine;
  const pod = ['-n', 'kube-system', 'pods', '-l', 'k8s-app=kube-proxy', '--field-selector', `spec.nodeName=${name}`];
  return [
    {
      id: 'rules-flushed',
      sentence: `kube-proxy runs on ${name}, and its rules were removed once.`,
      break: [onMachine(machine, 'iptables -w -t nat -F KUBE-SERVICES')],
      repair: [remove(...pod), rolledOut('daemonset/kube-proxy', 'kube-system')],
      turnsRed: webServices(lab).map((service) => `cluster-ip.rules.${service}.${name}`),
    },
    {
      id: 'kube-proxy-frozen',
      sentence: `kube-proxy stands still on ${name}; its rules are there.`,
      ...frozen(machine, 'kube-proxy'),
      turnsRed: [`nodes.kube-proxy.${name}`],
    },
    {
      id: 'api-service-lost',
      sentence: `Pods of ${name} do not reach the API server by its Service.`,
      ...firewallRule(machine, {
        table: 'nat',
        chain: 'PREROUTING',
        rule: `-d ${lab.cluster.apiServiceAddress} -p tcp --dport 443 -j ACCEPT`,
      }),
      turnsRed: [`reach.kubernetes.from-pod.${name}`],
    },
  ];
}

function nodePorts(lab: Lab): Sabotage[] {
  const machine = last(lab);
  const ports = lab.services.flatMap((service) => (service.type === 'NodePort' ? service.ports : []));
  const before = (table: 'mangle' | 'nat', rule: string) => firewallRule(machine, { table, chain: 'PREROUTING', rule });
  return [
    ...ports.slice(0, 1).map(({ nodePort }) => ({
      id: 'node-port-dropped',
      sentence: `${machine.name} answers on port ${nodePort} to nobody.`,
      ...before('mangle', `-p tcp --dport ${nodePort} -j DROP`),
      turnsRed: [`node-port.${nodePort}.${machine.name}`],
    })),
    {
      id: 'node-port-extra',
      sentence: `${machine.name} answers on a node port that no Service has.`,
      // kube-proxy's own page for load balancers answers there.
      ...before('nat', `-p tcp --dport ${unlistedNodePort(lab)} -j REDIRECT --to-ports 10256`),
      turnsRed: [`node-port.closed.${machine.name}`],
    },
  ];
}
