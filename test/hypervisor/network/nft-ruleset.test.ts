import { rulesetLines, tableComment } from '../../../hypervisor/network/nft-ruleset';

/** What nft 1.0.6 printed for a lab's table on a host and one that iptables keeps. Shortened: rules like others are left out. */
const recorded = `{"nftables": [
{"metainfo": {"version": "1.0.6", "release_name": "Lester Gooch #5", "json_schema_version": 1}},
{"table": {"family": "ip", "name": "host-les", "handle": 1}},
{"set": {"family": "ip", "name": "blocked", "table": "host-les", "type": "ipv4_addr", "handle": 5, "flags": ["interval"], "elem": [{"prefix": {"addr": "10.1.0.0", "len": 16}}]}},
{"chain": {"family": "ip", "table": "host-les", "name": "input", "handle": 1, "type": "filter", "hook": "input", "prio": 0, "policy": "accept"}},
{"chain": {"family": "ip", "table": "host-les", "name": "empty", "handle": 4}},
{"rule": {"family": "ip", "table": "host-les", "chain": "input", "handle": 6, "expr": [{"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "br-up-les"}}, {"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": ["established", "related"]}}, {"accept": null}]}},
{"rule": {"family": "ip", "table": "host-les", "chain": "input", "handle": 7, "expr": [{"match": {"op": "==", "left": {"payload": {"protocol": "udp", "field": "dport"}}, "right": 53}}, {"log": {"prefix": "x"}}, {"counter": null}, {"drop": null}]}},
{"rule": {"family": "ip", "table": "host-les", "chain": "forward", "handle": 10, "comment": "a { brace }", "expr": [{"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "daddr"}}, "right": {"set": [{"prefix": {"addr": "10.0.0.0", "len": 8}}, {"range": ["172.16.0.1", "172.16.0.9"]}]}}}, {"drop": null}]}},
{"table": {"family": "ip", "name": "nat", "handle": 2}},
{"rule": {"family": "ip", "table": "nat", "chain": "POSTROUTING", "handle": 2, "expr": [{"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "saddr"}}, "right": {"prefix": {"addr": "192.168.56.0", "len": 24}}}}, {"counter": {"packets": 12, "bytes": 900}}, {"xt": {"type": "target", "name": "MASQUERADE"}}]}}
]}
`;

test.each([
  ['nothing', ''],
  ['text for people', 'table ip nat {\n}'],
  ['half an answer', recorded.slice(0, 500)],
  ['another document', '{"tables": []}'],
  ['a list of something else', '{"nftables": ["table"]}'],
])('fails for %s', (_title, text) => {
  expect(() => rulesetLines(text)).toThrow(/^nft printed no ruleset in JSON:/);
});

test('every table, chain, set and rule is a line that says where it is', () => {
  expect(rulesetLines(recorded)).toEqual([
    'table ip host-les',
    'table ip host-les: set blocked: type ipv4_addr flags interval elem 10.1.0.0/16',
    'table ip host-les: chain input: type filter hook input prio 0 policy accept',
    'table ip host-les: chain empty',
    'table ip host-les: chain input: meta iifname == br-up-les ct state in established related accept',
    'table ip host-les: chain input: udp dport == 53 log prefix x counter drop',
    'table ip host-les: chain forward: comment a { brace } ip daddr == { 10.0.0.0/8, 172.16.0.1-172.16.0.9 } drop',
    'table ip nat',
    'table ip nat: chain POSTROUTING: ip saddr == 192.168.56.0/24 counter xt type target name MASQUERADE',
  ]);
});

test('what changes while the rules do not is left out', () => {
  const later = recorded
    .replaceAll(/"handle": \d+/g, '"handle": 99')
    .replace('"packets": 12, "bytes": 900', '"packets": 13, "bytes": 1000');
  expect(later).not.toBe(recorded);
  expect(rulesetLines(later)).toEqual(rulesetLines(recorded));
});

test('an empty ruleset has no lines', () => {
  expect(rulesetLines('{"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}}]}')).toEqual([]);
});

describe('the comment of a table', () => {
  const chain = '\tchain input {\n\t\tiifname "br-up-les" drop comment "a rule"\n\t}\n}\n';

  test('is read', () => {
    const text = `table ip host-les {\n\tcomment "kubernetes-network-lab 11111111"\n\n${chain}`;
    expect(tableComment(text)).toBe('kubernetes-network-lab 11111111');
    expect(tableComment(`# Warning: managed by iptables-nft\n${text}`)).toBe('kubernetes-network-lab 11111111');
  });

  test('is not that of a set or a rule in it', () => {
    const set = '\tset blocked {\n\t\ttype ipv4_addr\n\t\tcomment "kubernetes-network-lab 11111111"\n\t}\n';
    expect(tableComment(`table ip host-les {\n${set}\n${chain}`)).toBe('');
    expect(tableComment(`table ip host-les {\n${chain}`)).toBe('');
  });
});
