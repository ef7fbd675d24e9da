import { type Lab, nodes, serviceDnsName } from '../model';
import { describeReply, dig, recordsOf, type VantagePoint } from '../probe';
import { type Claim, pollUntil, verdict, type Verdict, type VerifyContext } from '../verify';
import { corednsHints } from './coredns-hints';
import { ofCreatedService, onCreatedService } from './created-service';
import { clusterDns } from './dns-plan';
import { lastPod } from './toolbox-pods';

/** The Service with many addresses; removed again whatever happens. */
const largeService = 'lab-verify-large';

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
    ...ofCreatedService(largeService),
    changes: 'large Service',
    lookAt: corednsHints,
    check,
  },
];

const check = (context: VerifyContext): Promise<Verdict> =>
  onCreatedService(context, largeService, objects, async () => {
    const verdicts = await Promise.all(nodes(context.lab).map(({ name }) => fromPod(context, { at: 'pod', node: name })));
    return verdicts.find(({ ok }) => !ok) ?? { ...verdicts[0]!, evidence: verdicts.map(({ evidence }) => evidence).join('; ') };
  });

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
const objects: readonly object[] = [
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
