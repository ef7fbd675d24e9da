import { describePacket, pathInput, type Place, placeName, type Way, waysOf } from '../../../lib/path';
import { labOf, momentOf, rulesIn } from './moments';

const lab = labOf();
const input = pathInput(lab, momentOf(lab));
const outside: Place = { kind: 'outside' };
const lan: Place = { kind: 'lan' };
const toolbox = (node: string): Place => ({ kind: 'pod', name: `toolbox-${node}`, node });

const ways = (from: Place, source: string, address: string, port: number, given = input): Way[] =>
  waysOf(given, from, { protocol: 'tcp', source: { address: source, port: 40000 }, destination: { address, port } });

/** `worker-2 eth0 cni0 A → B, C → D`: of each hop its place, interfaces, and packet before and after. */
const told = (way: Way) =>
  [...way.request, ...way.answer].map(
    ({ place, in: from, out, before, after }) =>
      `${placeName(place)} ${from ?? '-'} ${out ?? '-'} ${describePacket(before)}${before === after ? '' : `, ${describePacket(after)}`}`,
  );
const refusals = (all: readonly Way[]) => all.map(({ refusal }) => refusal && [placeName(refusal.place), refusal.answer]);

describe('a packet is refused', () => {
  test('at a ClusterIP from outside, because nobody there has a route', () => {
    expect(refusals(ways(outside, '198.51.100.20', '10.96.0.100', 80))).toEqual([['internet', undefined]]);
  });

  test('at a machine from outside, because the gateway publishes the load balancer alone', () => {
    expect(refusals(ways(outside, '198.51.100.20', '192.168.56.31', 30080))).toEqual([['gateway', 'silence']]);
  });

  test('at a port of a ClusterIP that the Service does not have, because the gateway lets no pod out', () => {
    expect(refusals(ways(toolbox('worker-1'), '20.96.2.2', '10.96.0.100', 81))).toEqual([['gateway', 'silence']]);
  });

  test("at an unpublished port of the load balancer's address, because no interface has that address", () => {
    expect(refusals(ways(outside, '198.51.100.20', '192.168.56.60', 81))).toEqual([['worker-2', 'icmp-host-unreachable']]);
  });

  test('at a node port that no Service has, by the node itself', () => {
    expect(refusals(ways(lan, '192.168.56.10', '192.168.56.31', 32767))).toEqual([['worker-1', 'tcp-reset']]);
  });

  test('at an address of the network that nobody has', () => {
    expect(refusals(ways(lan, '192.168.56.10', '192.168.56.99', 80))).toEqual([['lan', 'icmp-host-unreachable']]);
  });

  test('at a load balancer that nobody announces', () => {
    const silent = pathInput(lab, momentOf(lab, { announcers: {} }));
    expect(refusals(ways(outside, '198.51.100.20', '192.168.56.60', 80, silent))).toEqual([['gateway', 'icmp-host-unreachable']]);
  });

  test('at a Service without endpoints, by a rule of the filter table', () => {
    const moment = momentOf(lab);
    const pods = moment.pods.map((pod) => ({ ...pod, ready: pod.app !== 'api-tester' }));
    const empty = pathInput(lab, { ...moment, pods });
    const [way] = ways(toolbox('worker-1'), '20.96.2.2', '10.96.0.100', 80, empty);
    expect(way!.refusal).toMatchObject({ answer: 'icmp-port-unreachable', reason: 'default/api-tester:http has no endpoints' });
    expect(rulesIn(way!.request[1]!.steps)).toEqual(['nat PREROUTING KUBE-SERVICES', 'filter KUBE-SERVICES REJECT']);
  });

  test('at the LAN host, which serves nothing', () => {
    const [way] = ways({ kind: 'machine', name: 'name-server' }, '192.168.56.50', '192.168.56.10', 22);
    expect(way!.refusal).toMatchObject({ answer: 'tcp-reset' });
  });
});

describe('a packet from outside to the load balancer', () => {
  const all = ways(outside, '198.51.100.20', '192.168.56.60', 80);

  test('goes to each of the pods with the same chance', () => {
    expect(all.map(({ chance, endpoint }) => [chance, endpoint?.address])).toEqual([
      [0.5, '20.96.2.4'],
      [0.5, '20.96.3.3'],
    ]);
  });

  test('is translated at the node that announces the address, and its answer back', () => {
    expect(told(all[1]!)).toEqual([
      'outside - eth0 198.51.100.20:40000 → 192.168.56.60:80',
      'gateway uplink br-lesson 198.51.100.20:40000 → 192.168.56.60:80',
      'worker-2 eth0 cni0 198.51.100.20:40000 → 192.168.56.60:80, 20.96.3.1:* → 20.96.3.3:8080',
      'pod api-tester-abc-1 eth0 - 20.96.3.1:* → 20.96.3.3:8080',
      'pod api-tester-abc-1 - eth0 20.96.3.3:8080 → 20.96.3.1:*, 20.96.3.3:8080 → 20.96.3.1:*',
      'worker-2 cni0 eth0 20.96.3.3:8080 → 20.96.3.1:*, 192.168.56.60:80 → 198.51.100.20:40000',
      'gateway br-lesson uplink 192.168.56.60:80 → 198.51.100.20:40000, 192.168.56.60:80 → 198.51.100.20:40000',
      'outside eth0 - 192.168.56.60:80 → 198.51.100.20:40000, 192.168.56.60:80 → 198.51.100.20:40000',
    ]);
  });

  test('reaches a pod of another node under the announcing node’s address', () => {
    expect(told(all[0]!).slice(2, 4)).toEqual([
      'worker-2 eth0 eth0 198.51.100.20:40000 → 192.168.56.60:80, 192.168.56.32:* → 20.96.2.4:8080',
      'worker-1 eth0 cni0 192.168.56.32:* → 20.96.2.4:8080',
    ]);
  });

  test('carries the MAC address of the machine that answers ARP', () => {
    expect(all[1]!.request[1]!.frame?.destination).toBe('52:54:00:a8:38:20');
  });

  test('passes the chains in the order in which the kernel traced them', () => {
    expect(rulesIn(all[1]!.request[2]!.steps)).toEqual([
      'nat PREROUTING KUBE-SERVICES',
      'nat KUBE-SERVICES KUBE-EXT-YRWBZM7I76HZQT77',
      'nat KUBE-EXT-YRWBZM7I76HZQT77 KUBE-MARK-MASQ',
      'nat KUBE-MARK-MASQ MARK',
      'nat KUBE-EXT-YRWBZM7I76HZQT77 KUBE-SVC-YRWBZM7I76HZQT77',
      expect.stringMatching(/^nat KUBE-SVC-YRWBZM7I76HZQT77 KUBE-SEP-/),
      expect.stringMatching(/^nat KUBE-SEP-\S+ DNAT$/),
      'filter FORWARD KUBE-FORWARD',
      'filter KUBE-FORWARD ACCEPT',
      'nat POSTROUTING KUBE-POSTROUTING',
      'nat KUBE-POSTROUTING MARK',
      'nat KUBE-POSTROUTING MASQUERADE',
    ]);
  });
});

describe('with the policy Local', () => {
  const local = labOf({ services: { web: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', workload: 'api-tester' } } });

  test('the pod of the announcing node sees the client’s own address', () => {
    const all = ways(outside, '198.51.100.20', '192.168.56.60', 80, pathInput(local, momentOf(local)));
    expect(all.map(({ chance, endpoint }) => [chance, endpoint?.node])).toEqual([[1, 'worker-2']]);
    expect(told(all[0]!)[3]).toBe('pod api-tester-abc-1 eth0 - 198.51.100.20:40000 → 20.96.3.3:8080');
  });

  test('a node without a pod drops the packet', () => {
    const moment = momentOf(local);
    const pods = moment.pods.filter(({ node, app }) => app !== 'api-tester' || node === 'worker-1');
    const [way] = ways(outside, '198.51.100.20', '192.168.56.60', 80, pathInput(local, { ...moment, pods }));
    expect(way!.refusal).toMatchObject({ answer: 'silence', reason: 'default/web:http has no local endpoints' });
  });

  test('a pod of the cluster is led to any pod', () => {
    const all = ways(toolbox('control-plane'), '20.96.1.2', '192.168.56.60', 80, pathInput(local, momentOf(local)));
    expect(all.map(({ endpoint }) => endpoint?.node)).toEqual(['worker-1', 'worker-2']);
  });
});

describe('a packet of a pod', () => {
  test('keeps its source on the way to a Service’s pod, also across nodes', () => {
    const all = ways(toolbox('worker-1'), '20.96.2.2', '10.96.0.100', 80);
    expect(all.map(({ request }) => describePacket(request.at(-1)!.after))).toEqual([
      '20.96.2.2:40000 → 20.96.2.4:8080',
      '20.96.2.2:40000 → 20.96.3.3:8080',
    ]);
  });

  test('gets its answer from a pod of the same node over the bridge, where conntrack translates it', () => {
    const [way] = ways(toolbox('worker-1'), '20.96.2.2', '10.96.0.100', 80);
    expect(way!.answer[1]!.steps.map(({ cause }) => cause)).toEqual(['conntrack', 'bridge']);
    expect(told(way!).at(-1)).toContain('10.96.0.100:80 → 20.96.2.2:40000');
  });

  test('that is its own server comes back under the bridge’s address', () => {
    const self: Place = { kind: 'pod', name: 'api-tester-abc-0', node: 'worker-1' };
    const way = ways(self, '20.96.2.4', '10.96.0.100', 80).find(({ endpoint }) => endpoint?.address === '20.96.2.4')!;
    expect(describePacket(way.request.at(-1)!.before)).toBe('20.96.2.1:* → 20.96.2.4:8080');
    expect(told(way).at(-1)).toContain('10.96.0.100:80 → 20.96.2.4:40000');
  });

  test('reaches the company’s servers under its own address', () => {
    const [way] = ways(toolbox('worker-1'), '20.96.2.2', '192.168.56.50', 80);
    expect(describePacket(way!.request.at(-1)!.before)).toBe('20.96.2.2:40000 → 192.168.56.50:80');
    expect(way!.answer.map(({ place }) => placeName(place))).toEqual(['name-server', 'worker-1', 'pod toolbox-worker-1']);
  });

  test('leaves the lab under the node’s address and then under the gateway’s', () => {
    const [way] = ways(toolbox('worker-1'), '20.96.2.2', '203.0.113.80', 80);
    expect(told(way!).slice(1, 4)).toEqual([
      'worker-1 cni0 eth0 20.96.2.2:40000 → 203.0.113.80:80, 192.168.56.31:40000 → 203.0.113.80:80',
      'gateway br-lesson uplink 192.168.56.31:40000 → 203.0.113.80:80, 198.51.100.1:40000 → 203.0.113.80:80',
      'internet lk-lesson - 198.51.100.1:40000 → 203.0.113.80:80',
    ]);
  });
});

test('a program of a node reaches a ClusterIP through OUTPUT, and is masqueraded', () => {
  const [way] = ways({ kind: 'machine', name: 'worker-1' }, '192.168.56.31', '10.96.0.100', 80);
  expect(rulesIn(way!.request[0]!.steps)[0]).toBe('nat OUTPUT KUBE-SERVICES');
  expect(describePacket(way!.request[0]!.after)).toBe('20.96.2.1:* → 20.96.2.4:8080');
});
