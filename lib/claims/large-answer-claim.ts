import { type Lab, nodes, serviceDnsName } from '../model';
import { describeReply, dig, recordsOf, type VantagePoint } from '../probe';
import { type Claim, pollUntil, together, verdict, type Verdict, type VerifyContext, withChange } from '../verify';
import { create, serviceCreated } from './changes/service-created';
import { restsOnRules } from './disturbance';
import { corednsHints } from './coredns-hints';
import { clusterDns } from './dns-plan';
import { lastPod } from './toolbox-pods';

/** The Service with many addresses; removed again whatever happens. */
export const largeService = 'lab-verify-large';

/** Records of an answer of a thousand bytes, twice what a client without EDNS takes over UDP (RFC 6891). */
const records = 60;

/** CoreDNS on a slow hour. */
const soon = { deadlineSeconds: 60, intervalSeconds: 2 } as const;

/** A small answer fits where a large one is lost, and whoever cannot take it over UDP must get it over TCP. */
export const largeAnswerClaims = (lab: Lab): Claim[] => [
  {
    id: 'dns.large-answer',
    topic: 'dns',
    sentence: {
      en: `Pods on every node get an answer of ${records} addresses whole from CoreDNS: in one packet, and over TCP where they take small packets only.`,
      ko: `모든 노드의 파드는 CoreDNS에서 주소 ${records}개짜리 큰 응답을 온전히 받는다. 큰 패킷 하나로도, 작은 패킷만 받을 때는 TCP로도 받는다.`,
    },
    from: lastPod(lab),
    deadlineSeconds: 60,
    intervalSeconds: 5,
    changes: 'large Service',
    disturbs: restsOnRules,
    unsettles: [`Service default/${largeService} `],
    lookAt: corednsHints,
    check,
  },
];

async function check(context: VerifyContext): Promise<Verdict> {
  let created = false;
  const change = { kind: 'service-created', service: largeService } as const;
  const changed = await withChange(context, serviceCreated, change, async () => {
    const made = await create(context, ...objects());
    created = made.ok;
    if (!made.ok) return made;
    const verdicts = await Promise.all(nodes(context.lab).map(({ name }) => fromPod(context, { at: 'pod', node: name })));
    return verdicts.find(({ ok }) => !ok) ?? { ...verdicts[0]!, evidence: verdicts.map(({ evidence }) => evidence).join('; ') };
  });
  const seen = together(changed);
  // A repeated check would make another Service. One that could not be made may be made yet.
  return seen.ok ? seen : { ...seen, final: created };
}

/** First over UDP with room for it, then with room for 512 bytes, whereupon dig asks again over TCP. */
async function fromPod(context: VerifyContext, from: VantagePoint & { at: 'pod' }): Promise<Verdict> {
  const verdicts: Verdict[] = [];
  for (const packet of [4096, 512]) {
    const found = await pollUntil(context.clock, soon, () => look(context, from, packet));
    if (!found.ok) return found;
    verdicts.push(found);
  }
  return { ...verdicts[0]!, evidence: `pod on ${from.node}: ${verdicts.map(({ evidence }) => evidence).join(', ')}` };
}

async function look(context: VerifyContext, from: VantagePoint & { at: 'pod' }, packet: number): Promise<Verdict> {
  const question = { name: serviceDnsName(context.lab, { name: largeService }) };
  const { replies, seen } = await dig(context, from, [question], { ...clusterDns(context.lab), packet });
  const count = recordsOf(replies[0]!, 'A').length;
  const ok = count === records;
  const text = ok
    ? `${count} addresses with packets of ${packet} bytes`
    : `${count} of ${records} addresses with packets of ${packet} bytes on ${from.node} (${describeReply(replies[0]!)})`;
  return verdict(seen, ok, text.slice(0, 300));
}

/** A Service without a selector has the endpoints that it is given; of these nobody is asked for anything (RFC 5737). */
const objects = (): object[] => [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: largeService, namespace: 'default' },
    spec: { clusterIP: 'None', ports: [{ name: 'http', port: 80 }] },
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: largeService, namespace: 'default', labels: { 'kubernetes.io/service-name': largeService } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 80 }],
    endpoints: Array.from({ length: records }, (_, index) => ({ addresses: [`192.0.2.${index + 1}`] })),
  },
];
