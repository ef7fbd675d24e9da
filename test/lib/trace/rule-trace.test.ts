import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRuleTrace, RuleTraceError } from '../../../lib/trace';

/** One request of the outside user to the load balancer, as xtables-monitor 1.8.9 of a real node printed it. */
const real = readFileSync(join(__dirname, 'captures/real-node.trace.txt'), 'utf8');
const [packet, rule] = real.split('\n') as [string, string];

describe('a trace', () => {
  test.each([
    ['other words', 'iptables: Permission denied\n', 'is neither a packet nor a rule'],
    ['a rule before its packet', `${rule}\n`, 'belongs to no packet before it'],
    ['a packet without an address', 'PACKET: 2 a1 IN=eth0 ID=1 TTL=64 SPORT=1 DPORT=2 SYN\n', 'has no address'],
    ['a packet without a time to live', `${packet.replace(/TTL=\d+ /, '')}\n`, 'has no TTL'],
    ['a rule without a chain', `${packet}\n TRACE: 2 a9a4f034 raw\n`, 'names no chain'],
  ])('is not read from %s', (_what, text, message) => {
    expect(() => parseRuleTrace(text)).toThrow(RuleTraceError);
    expect(() => parseRuleTrace(text)).toThrow(message);
  });

  test('that was ended in the middle of a line holds the lines before it', () => {
    expect(parseRuleTrace(`${packet}\n${rule.slice(0, 30)}`)).toMatchObject([{ ipId: 11415, rules: [] }]);
  });

  test('of packets that are neither TCP nor UDP over IPv4 holds none of them', () => {
    const ping = 'PACKET: 2 a1 IN=eth0 SRC=192.0.2.1 DST=192.0.2.2 LEN=84 TOS=0x0 TTL=64 ID=1 DF PROTO=ICMP TYPE=8\n';
    expect(parseRuleTrace(`${ping} TRACE: 2 a1 raw:PREROUTING:return:\n`)).toEqual([]);
    expect(parseRuleTrace(`PACKET: 10 a1 IN=eth0 SRC=::1 DST=::1 SPORT=1 DPORT=2\n`)).toEqual([]);
  });

  test('of a real node tells each table of a hook, with MAC addresses in full', () => {
    const [first, , forward, post] = parseRuleTrace(real);
    expect(first).toMatchObject({
      id: 'a9a4f034',
      in: 'eth0',
      sourceMac: '52:54:00:25:d4:fc',
      destinationMac: '52:54:00:a8:38:20',
      ipId: 11415,
      ttl: 63,
      mark: 0,
      packet: {
        protocol: 'tcp',
        source: { address: '198.51.100.20', port: 39490 },
        destination: { address: '192.168.56.60', port: 80 },
      },
    });
    expect(forward).toMatchObject({ in: 'eth0', out: 'cni0', ttl: 62, mark: 0x4000 });
    expect(post!.packet.destination).toEqual({ address: '20.96.3.4', port: 8080 });
  });

  test('of a real node tells what each rule of nat does', () => {
    const nat = parseRuleTrace(real)
      .filter(({ ipId }) => ipId === 11415)
      .flatMap(({ rules }) => rules)
      .filter(({ table }) => table === 'nat');
    expect(nat.map(({ chain, target }) => `${chain} → ${target}`)).toEqual([
      'PREROUTING → KUBE-SERVICES',
      'KUBE-SERVICES → KUBE-EXT-YRWBZM7I76HZQT77',
      'KUBE-EXT-YRWBZM7I76HZQT77 → KUBE-MARK-MASQ',
      'KUBE-MARK-MASQ → MARK',
      'KUBE-EXT-YRWBZM7I76HZQT77 → KUBE-SVC-YRWBZM7I76HZQT77',
      'KUBE-SVC-YRWBZM7I76HZQT77 → KUBE-SEP-CFH23ZOQUHHP2KYU',
      'KUBE-SEP-CFH23ZOQUHHP2KYU → DNAT',
      'POSTROUTING → KUBE-POSTROUTING',
      'KUBE-POSTROUTING → MARK',
      'KUBE-POSTROUTING → MASQUERADE',
    ]);
  });

  test('tells RETURN by the rule, because its verdict is printed as a number', () => {
    const text = readFileSync(join(__dirname, 'captures/cluster-ip-same-node/worker-2.trace.txt'), 'utf8');
    const targets = parseRuleTrace(text).flatMap(({ rules }) => rules.map(({ target }) => target));
    expect(targets.filter((target) => target === 'RETURN')).toHaveLength(2);
  });
});
