import type { Packet, Protocol } from '../path';

/** A rule that a packet met, or the end of a chain. */
export interface TracedRule {
  readonly table: string;
  readonly chain: string;
  /** The chain it jumps to, or what it does: `DNAT`, `RETURN`. Of a chain's end: its policy, `ACCEPT` or `DROP`. */
  readonly target: string;
  /** As iptables-save(8) prints it. Absent: the end of a chain. */
  readonly text?: string;
}

/** One packet in one table of a hook of netfilter, with the rules that it met there. */
export interface TracedPacket {
  /** The same for a packet in all tables of one machine. Two machines with one kernel may give the same. */
  readonly id: string;
  readonly in?: string;
  readonly out?: string;
  readonly sourceMac?: string;
  readonly destinationMac?: string;
  /** The identification of the IPv4 header, which no translation changes. */
  readonly ipId: number;
  readonly ttl: number;
  /** 0 where it has none. */
  readonly mark: number;
  readonly packet: Packet;
  readonly rules: readonly TracedRule[];
}

/** Text for a person: why a text is no trace. */
export class RuleTraceError extends Error {
  constructor(line: string, why: string) {
    super(`xtables-monitor printed a line that ${why}: ${line.trim().slice(0, 120)}`);
    this.name = 'RuleTraceError';
  }
}

/**
 * Reads what `xtables-monitor --trace` prints. A last line without its end is left out: the program was ended. Packets that are neither TCP
 * nor UDP over IPv4 are left out.
 * @throws RuleTraceError for any other text
 */
export function parseRuleTrace(text: string): TracedPacket[] {
  const met: { readonly id: string; readonly packet?: TracedPacket; readonly rules: TracedRule[] }[] = [];
  for (const line of text
    .split('\n')
    .slice(0, -1)
    .filter((one) => one.trim() !== '')) {
    const [, kind, family, id, rest] = /^\s*(PACKET|TRACE): (\d+) ([0-9a-f]+) (.*)$/.exec(line) ?? [];
    if (id === undefined) throw new RuleTraceError(line, 'is neither a packet nor a rule');
    if (kind === 'PACKET') {
      const rules: TracedRule[] = [];
      met.push({ id, rules, packet: family === '2' ? packetOf(line, id, fieldsOf(rest!), rules) : undefined });
      continue;
    }
    // Packets on several processors are printed among each other.
    const own = met.findLast((one) => one.id === id);
    if (!own) throw new RuleTraceError(line, 'belongs to no packet before it');
    own.rules.push(...ruleOf(line, rest!));
  }
  return met.flatMap(({ packet }) => packet ?? []);
}

/** `IN=eth0 SRC=…`, and words without a value such as `SYN`. */
const fieldsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map((word): [string, string] => [word.split('=')[0]!, word.split('=')[1] ?? '']));

function packetOf(line: string, id: string, fields: ReadonlyMap<string, string>, rules: TracedRule[]): TracedPacket | undefined {
  const number = (name: string): number => {
    const value = Number(fields.get(name) || NaN);
    if (Number.isNaN(value)) throw new RuleTraceError(line, `has no ${name}`);
    return value;
  };
  const text = (name: string) => fields.get(name) || undefined;
  if (!text('SRC') || !text('DST')) throw new RuleTraceError(line, 'has no address');
  if (!fields.has('SPORT')) return undefined;
  return {
    id,
    in: text('IN'),
    out: text('OUT'),
    sourceMac: plainMac(text('MACSRC')),
    destinationMac: plainMac(text('MACDST')),
    ipId: number('ID'),
    ttl: number('TTL'),
    mark: text('MARK') ? number('MARK') : 0,
    packet: {
      protocol: protocolIn(fields),
      source: { address: text('SRC')!, port: number('SPORT') },
      destination: { address: text('DST')!, port: number('DPORT') },
    },
    rules,
  };
}

/** Only TCP has flags, and xtables-monitor prints no name of the protocol. */
const protocolIn = (fields: ReadonlyMap<string, string>): Protocol =>
  ['SYN', 'ACK', 'RST', 'FIN', 'PSH'].some((flag) => fields.has(flag)) ? 'tcp' : 'udp';

/** `52:54:0:a8:38:20` has its zeros left out. */
const plainMac = (text: string | undefined): string | undefined =>
  text
    ?.split(':')
    .map((pair) => pair.padStart(2, '0'))
    .join(':');

/** `nat:KUBE-SERVICES:rule:0x10c:JUMP:KUBE-EXT-…  -4 -t nat -A …`; nothing for the return at a chain's end. */
function ruleOf(line: string, rest: string): TracedRule[] {
  const [, table, chain, kind, what] = /^([^:\s]+):([^:\s]+):(rule|return|policy):(.*)$/.exec(rest) ?? [];
  if (!table || !chain) throw new RuleTraceError(line, 'names no chain');
  if (kind === 'return') return [];
  if (kind === 'policy') return [{ table, chain, target: what!.trim() }];
  const [verdict, ...text] = what!.split('  ');
  const printed = text.join('  ').trim();
  // The verdict of RETURN is printed as a number, and that of DNAT as ACCEPT: the rule says it plainly.
  const target = / -[jg] (\S+)/.exec(` ${printed}`)?.[1] ?? verdict!.split(':')[1] ?? '';
  return [{ table, chain, target, text: printed }];
}
