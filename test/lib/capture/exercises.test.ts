import { exercisesOf } from '../../../lib/exercises';
import { type Exchange, type Journey, journeys, type Moment, type PodAt, placeName } from '../../../lib/path';
import { differencesIn, isAsExpected, traceExchange, type TracedJourney } from '../../../lib/trace';
import { labOf, momentOf } from '../path/moments';
import { played, type Played, port } from '../trace/played';

const lab = labOf();
const good = momentOf(lab);
const lan = String(lab.network.client);
const worker2 = { kind: 'machine', name: 'worker-2' } as const;
const coredns = { kind: 'pod', name: 'coredns-abc', node: 'worker-1' } as const;
const toolbox = { kind: 'pod', name: 'toolbox-worker-1', node: 'worker-1' } as const;
const label = 'lab-1';

/** A journey as the lab is, of which one way is played as a broken lab does it. */
function traced(id: string, other: Played, { moment = good, to }: { moment?: Moment; to?: string } = {}): TracedJourney {
  const journey = journeys(lab, moment).find((one) => one.id === id)!;
  const asked = journey.exchanges.find(({ question }) => question !== undefined)?.question;
  const foreign = asked !== undefined && !asked.endsWith(lab.cluster.dnsDomain) ? `${label}.${asked}` : undefined;
  const labelled = (exchange: Exchange): Exchange => ({
    ...exchange,
    question: exchange.question === undefined ? undefined : (foreign ?? exchange.question),
    ways: exchange.ways.map((way) => ({ ...way, onward: way.onward.map(labelled) })),
  });
  const choose = ({ ways }: Exchange) => ways.find(({ endpoint }) => to !== undefined && endpoint?.node === to) ?? ways[0]!;
  const capture = played({ ...journey, exchanges: journey.exchanges.map(labelled) }, choose, other);
  const exchanges = journey.exchanges.map((exchange) => traceExchange(capture, exchange, { sourcePort: port, asked: foreign }));
  return { journey, exchanges };
}

const pods = (change: (pod: PodAt) => PodAt | undefined): Moment => ({
  ...good,
  pods: good.pods.flatMap((pod) => change(pod) ?? []),
});

interface Concerned {
  readonly journey: string;
  /** How the broken lab does it. */
  readonly broken: () => TracedJourney;
  /** What is told first: the place, and the words. */
  readonly place: string;
  readonly says: RegExp;
  readonly lookAt: string;
}

/** Every exercise that a journey can concern: which one finds it, and what is said first. */
const found: Readonly<Record<string, Concerned>> = {
  forwarder: {
    journey: 'dns.external',
    broken: () =>
      traced('dns.external', {
        seen: (way) => way.packet.source.address.startsWith('20.96.2.2'),
        answers: () => 'silence',
        more: [
          {
            at: coredns,
            frame: {
              question: `${label}.github.com`,
              packet: { protocol: 'udp', source: { address: '20.96.2.3', port: 4 }, destination: { address: lan, port: 53 } },
            },
          },
        ],
      }),
    place: 'pod coredns-abc',
    says: new RegExp(`^pod coredns-abc asked ${lan} for lab-1\\.github\\.com instead of 192\\.168\\.56\\.50\\.$`),
    lookAt: './lab kubectl -n kube-system get configmap coredns -o yaml',
  },
  'name-server': {
    journey: 'dns.company',
    broken: () =>
      traced('dns.company', { answers: (way) => (way.packet.destination.address.endsWith('.56.50') ? 'refusal' : 'silence') }),
    place: 'name-server',
    says: /^name-server received the request and refused it \(icmp-port-unreachable\): nothing listens there\.$/,
    lookAt: './lab ssh name-server -- sudo ss -lntup',
  },
  zone: {
    journey: 'dns.company',
    broken: () =>
      traced('dns.company', { replies: [{ to: toolbox, question: 'intranet.company.internal', reply: { addresses: [lan] } }] }),
    place: 'name-server',
    says: new RegExp(`^name-server should have told 192\\.168\\.56\\.50 for intranet\\.company\\.internal, and told ${lan}\\.$`),
    lookAt: './lab exec --from name-server -- dig @127.0.0.1 intranet.company.internal',
  },
  'cluster-dns': {
    journey: 'dns.company',
    broken: () => traced('dns.company', {}, { moment: pods((pod) => (pod.app === 'kube-dns' ? undefined : pod)) }),
    place: 'worker-1',
    says: /^kube-dns has no ready pod, so KUBE-SVC-\S+ has no endpoint\.$/,
    lookAt: './lab kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide',
  },
  'external-name': {
    journey: 'external-name.ext-github',
    broken: () =>
      traced('external-name.ext-github', {
        // CoreDNS asks for another name, and the client has no address to connect to.
        seen: (way) => way.packet.destination.address === '10.96.0.10',
        replies: [
          {
            to: toolbox,
            question: 'ext-github.default.svc.cluster.local',
            reply: { code: 'NXDOMAIN', aliases: ['old.github.com'] },
          },
        ],
      }),
    place: 'pod coredns-abc',
    says: /^pod coredns-abc should have told github\.com for ext-github\.default\.svc\.cluster\.local, and told old\.github\.com\.$/,
    lookAt: './lab kubectl get service ext-github -o wide; ./lab kubectl get endpointslices',
  },
  route: {
    journey: 'pod-network.worker-2.control-plane',
    broken: () =>
      traced('pod-network.worker-2.control-plane', {
        seen: (_way, { place }) => placeName(place) !== 'control-plane' && placeName(place) !== 'pod toolbox-control-plane',
      }),
    place: 'worker-2',
    says: /^worker-2 sent .* by eth0, and control-plane did not receive it\. The route should be 20\.96\.1\.0\/24 via 192\.168\.56\.30 dev eth0\.$/,
    lookAt: './lab ssh worker-2 -- ip route get 20.96.1.2; ./lab ssh worker-2 -- ip neigh show',
  },
  'forward-drop': {
    journey: 'cluster-ip.other-node.api-tester',
    broken: () =>
      traced(
        'cluster-ip.other-node.api-tester',
        {
          rules: ({ place }, rules) => (placeName(place) === 'worker-2' ? [...rules.slice(0, 1), 'filter FORWARD DROP'] : rules),
        },
        { to: 'worker-2' },
      ),
    place: 'worker-2',
    says: /^worker-2 ended the packet: the rule -4 -t filter -A FORWARD -j DROP\.$/,
    lookAt: './lab ssh worker-2 -- sudo iptables-save',
  },
  'kube-proxy': {
    journey: 'cluster-ip.same-node.api-tester',
    broken: () =>
      traced('cluster-ip.same-node.api-tester', {
        rules: ({ place }) =>
          placeName(place) === 'worker-2' ? ['nat PREROUTING KUBE-SERVICES', 'nat POSTROUTING KUBE-POSTROUTING'] : [],
        sends: ({ place }) => placeName(place) !== 'worker-2',
      }),
    place: 'worker-2',
    says: /^On worker-2 the packet should have met nat KUBE-SERVICES → KUBE-SVC-\S+, and met .*: kube-proxy has no rule for this address and port/,
    lookAt: './lab kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide',
  },
  selector: {
    journey: 'cluster-ip.same-node.api-tester',
    broken: () =>
      traced(
        'cluster-ip.same-node.api-tester',
        {
          rules: ({ place }) =>
            placeName(place) === 'worker-2' ? ['nat PREROUTING KUBE-SERVICES', 'filter KUBE-SERVICES REJECT'] : [],
        },
        { to: 'worker-2' },
      ),
    place: 'worker-2',
    says: /^worker-2 ended the packet: .* has no endpoints.* -j REJECT\. The selector of the Service finds no ready pod\.$/,
    lookAt: './lab kubectl get services,endpointslices,pods -o wide',
  },
  'node-port': {
    journey: 'node-port.with-pod.api-tester-nodeport',
    broken: () =>
      traced('node-port.with-pod.api-tester-nodeport', {
        rules: (_hop, rules) => rules.slice(0, 2),
        sends: ({ place }) => placeName(place) === 'lan',
      }),
    place: 'worker-1',
    says: /^On worker-1 the packet should have met nat KUBE-NODEPORTS → KUBE-EXT-\S+, and met no further rule: kube-proxy has no rule for this address and port/,
    lookAt: './lab kubectl get services,endpointslices',
  },
  announcement: {
    journey: 'load-balancer.api-tester-lb',
    broken: () => traced('load-balancer.api-tester-lb', { sends: ({ place }) => placeName(place) !== 'gateway' }),
    place: 'gateway',
    says: /^No node answers the ARP request of gateway for 192\.168\.56\.60; worker-2 should announce it\.$/,
    lookAt: 'l2advertisements',
  },
  'not-ready': {
    journey: 'headless.api-tester2',
    broken: () => {
      const last = good.pods.findLast(({ app }) => app === 'api-tester');
      return traced('headless.api-tester2', {}, { moment: pods((pod) => (pod === last ? { ...pod, ready: false } : pod)) });
    },
    place: 'api-tester2',
    says: /^pod api-tester-abc-1 is not ready, so the name api-tester2 leads to 1 of 2\.$/,
    lookAt: './lab kubectl describe pod api-tester-abc-1',
  },
};

/** Exercises that no journey can concern, and why. */
const notFound: Readonly<Record<string, string>> = {
  volume: 'what a database forgets is in its files: every packet goes as before',
};

test('every exercise is found by a journey, or it is said why it cannot be', () => {
  expect([...Object.keys(found), ...Object.keys(notFound)].sort()).toEqual(
    exercisesOf(lab)
      .map(({ id }) => id)
      .sort(),
  );
});

test.each(Object.entries(found))('%s is found where it is broken', (_id, { broken, place, says, lookAt }) => {
  const one = broken();
  const [first] = differencesIn(one);
  expect([first?.place, first?.text.en]).toEqual([place, expect.stringMatching(says)]);
  expect(first!.lookAt).toContain(lookAt);
  expect(isAsExpected(one)).toBe(false);
});

test.each([...new Set(Object.values(found).map(({ journey }) => journey))])('%s is as expected in a lab that is whole', (id) => {
  const one = traced(id, {});
  expect(differencesIn(one)).toEqual([]);
  expect(isAsExpected(one)).toBe(true);
});

test('an ExternalName that leads elsewhere blames neither the pod that asks nor the way of another name', () => {
  const all = differencesIn(found['external-name']!.broken());
  expect(all.map(({ place }) => place)).toEqual(['pod coredns-abc']);
});

test('rules that were not seen are not as predicted, and it is said', () => {
  const journey: Journey = journeys(lab, good).find(({ id }) => id === 'cluster-ip.same-node.api-tester')!;
  const one = traced(journey.id, { rules: () => [] }, { to: 'worker-2' });
  expect(differencesIn(one).map(({ kind, place }) => [kind, place])).toEqual([['untraced', worker2.name]]);
  expect(differencesIn(one)[0]!.text.en).toBe(
    'worker-2 told no rule that the packet met: its rules were not compared. Ask again.',
  );
  expect(isAsExpected(one)).toBe(false);
});
