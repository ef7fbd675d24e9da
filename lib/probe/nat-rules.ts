import type { ObserveContext } from './observe-context';
import { type Observation, InconclusiveError } from './observation';

/** The rules of a node's `nat` table by chain, in order, as iptables-save(8) prints them. */
export interface NatRules {
  readonly chains: ReadonlyMap<string, readonly string[]>;
  readonly seen: Observation;
}

/** kube-proxy's first chain; without it there is nothing to judge. */
const services = 'KUBE-SERVICES';

/** What iptables does with addresses on a node, looked at once for all claims. @throws InconclusiveError without kube-proxy's chains. */
export const natRules = (context: ObserveContext, node: string): Promise<NatRules> =>
  context.observe(`nat rules of ${node}`, async () => {
    const seen = await context.probe.exec({ at: 'machine', name: node }, ['sudo', 'iptables-save', '-t', 'nat']);
    const chains = parseRules(seen.stdout);
    if (seen.exitCode !== 0) throw new InconclusiveError(seen);
    if (!chains.has(services))
      throw new InconclusiveError(seen, `there is no chain ${services}: kube-proxy has written no rules`);
    return { chains, seen };
  });

export function parseRules(text: string): Map<string, string[]> {
  const chains = new Map<string, string[]>();
  for (const [, declared, chain, rule] of text.matchAll(/^(?::(\S+) .*|-A (\S+) (.*))$/gm)) {
    if (declared !== undefined) chains.set(declared, chains.get(declared) ?? []);
    else chains.set(chain!, [...(chains.get(chain!) ?? []), rule!]);
  }
  return chains;
}

/** `192.168.56.60:80`: kube-proxy's rules for an address of a Service. */
export const toAddress = (address: string, port: number) => (rule: string) =>
  rule.includes(`-d ${address}/32 `) && rule.includes(`--dport ${port} `);

/** Pods' addresses and ports (`20.96.2.5:8080`) that the first rules lead to which match, sorted. */
export function destinations(
  { chains }: NatRules,
  chain: 'KUBE-SERVICES' | 'KUBE-NODEPORTS',
  matches: (rule: string) => boolean,
) {
  const found = new Set<string>();
  const visited = new Set<string>();
  const follow = (rule: string) => {
    const destination = /-j DNAT --to-destination (\S+)/.exec(rule)?.[1];
    if (destination) found.add(destination);
    const target = /-j (KUBE-\S+)/.exec(rule)?.[1];
    if (!target || visited.has(target)) return;
    visited.add(target);
    chains.get(target)?.forEach(follow);
  };
  chains
    .get(chain)
    ?.filter((rule) => matches(`${rule} `))
    .forEach(follow);
  return [...found].sort();
}
