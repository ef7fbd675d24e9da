import { type Lab, type Machine, nodes } from '../model';
import { destinations, natRules, type NatRules, toAddress } from '../probe';
import { type Claim, eventually, type Sentence, type Verdict, verdictOfAll, type VerifyContext } from '../verify';
import { type Topic } from './topics';
import type { ProxiedService } from './checks/service-port';
import { plannedPods } from './checks/spread';

/** Where the rules for one port of a Service begin. */
export interface RuleEntry {
  readonly chain: 'KUBE-SERVICES' | 'KUBE-NODEPORTS';
  /** Which of the chain's rules are meant, in words: `10.96.0.100:80`. */
  readonly name: string;
  readonly targetPort: number;
  matches(rule: string): boolean;
}

/** Where the rules begin for each port of a Service at one of its addresses. */
export const entriesTo = (address: string, { ports }: ProxiedService): RuleEntry[] =>
  ports.map(({ port, targetPort }) => ({
    chain: 'KUBE-SERVICES',
    name: `${address}:${port}`,
    targetPort,
    matches: toAddress(address, port),
  }));

/** "kube-proxy routes with iptables": on every node the rules lead to the Service's ready pods and nowhere else. */
export function proxyRuleClaims(
  lab: Lab,
  topic: Topic,
  service: ProxiedService,
  entries: readonly RuleEntry[],
  sentence: (node: Machine) => Sentence,
): Claim[] {
  return nodes(lab).map((node) => ({
    id: `${topic}.rules.${service.name}.${node.name}`,
    topic,
    sentence: sentence(node),
    from: { at: 'machine', name: node.name },
    ...eventually,
    lookAt: `./lab ssh ${node.name} -- sudo iptables-save -t nat; ./lab kubectl -n kube-system logs -l k8s-app=kube-proxy`,
    check: (context) => checkRules(context, service, node, entries),
  }));
}

async function checkRules(
  context: VerifyContext,
  service: ProxiedService,
  node: Machine,
  entries: readonly RuleEntry[],
): Promise<Verdict> {
  const pods = await plannedPods(context, service.workload);
  if ('missing' in pods) return pods.missing;
  const rules = await natRules(context, node.name);
  const results = entries.map((entry) => {
    const planned = pods.value.map(({ address }) => `${address}:${entry.targetPort}`).sort();
    return compare(rules, entry, planned);
  });
  return verdictOfAll(rules.seen, results);
}

function compare(rules: NatRules, { chain, name, matches }: RuleEntry, planned: readonly string[]) {
  const found = destinations(rules, chain, matches);
  const ok = found.join() === planned.join();
  const text = `${name} leads to ${found.join(', ') || 'nothing'}${ok ? '' : `; the ready pods are ${planned.join(', ')}`}`;
  return { ok, text };
}
