import type { ExternalNameService, Lab } from '../model';
import {
  allPods,
  dig,
  type DnsPacket,
  dnsQuestions,
  InconclusiveError,
  type Observation,
  PcapError,
  questionFilter,
} from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { corednsHints } from './coredns-hints';
import { firstPod } from './toolbox-pods';
import { wrongResolver } from './checks/dns-answers';
import { nameServer, upstreamsOf } from './dns-plan';

/** CoreDNS hands the question on to the name server, and the name server hands it on outside: both seen as packets. */
export function throughNameServerClaim(lab: Lab, { name: service, externalName: name }: ExternalNameService): Claim {
  const server = lab.nameServer.address;
  const upstream = upstreamsOf(lab, name).join(', ');
  return {
    id: `dns.external-through-name-server.${service}`,
    topic: 'dns',
    ...eventually,
    sentence: {
      en: `A pod's question for ${name} goes from CoreDNS to the company's DNS server at ${server}, and from there to ${upstream}.`,
      ko: `파드가 ${name} 이름을 물으면 CoreDNS는 회사의 DNS 서버(${server})에 묻고, 이 서버는 다시 ${upstream}에 묻는다.`,
    },
    from: firstPod(lab),
    lookAt: `${corednsHints}; ./lab ssh ${lab.nameServer.name} -- sudo tcpdump -nn -i eth0 udp port 53`,
    check: (context) => checkHops(context, name),
  };
}

/** Seconds that packets are watched at most. Beside a hundred other claims an emulated pod's query may need a minute. */
const seconds = 180;

/** Seconds in which the name server's machine must show a question of the host's, once it has shown none of a pod's. */
const sanitySeconds = 60;

/** Captures `$1` packets that pass the filter `$2` within `$0` seconds. Exit status 124: the time was over. */
const capture = 'timeout "$0" tcpdump -i eth0 -n -p -c "$1" -U -w - "$2" | base64 -w 0';

/** A pod asks for names that no cache can hold, while the name server's packets are watched. */
async function checkHops(context: VerifyContext, parent: string): Promise<Verdict> {
  const { lab } = context;
  const from = firstPod(lab);
  const mark = context.unique();
  let stray: Verdict | undefined;
  let asked: Observation | undefined;
  const watched = await watch(context, { packets: 2, seconds, prefix: mark }, async (number) => {
    const { replies, seen } = await dig(context, from, [{ name: `${mark}-q${number}.${parent}` }]);
    const wrong = wrongResolver(lab, from, replies[0]!.server);
    if (wrong) stray = verdict(seen, false, wrong);
    asked = seen;
    return wrong === undefined;
  });
  if (!watched) return stray!;
  if (watched.packets.length === 0) await requireSight(context);
  return judge(context, parent, watched, asked ?? watched.seen);
}

/** Silence proves nothing until the same watch has shown a question that is known to arrive. @throws InconclusiveError without it. */
async function requireSight(context: VerifyContext): Promise<void> {
  const { lab } = context;
  const mark = context.unique();
  const watched = await watch(context, { packets: 1, seconds: sanitySeconds, prefix: mark }, async (number) => {
    await dig(context, { at: 'lan' }, [{ name: `${mark}-q${number}.${lab.dns.zone}` }], nameServer(lab));
    return true;
  });
  if (watched?.packets.length === 0)
    throw new InconclusiveError(watched.seen, `tcpdump on ${lab.nameServer.name} shows no question, not even one of the host's`);
}

interface Watched {
  readonly packets: readonly DnsPacket[];
  readonly seen: Observation;
}

interface Watch {
  /** After so many the watch ends. */
  readonly packets: number;
  /** The longest time it lasts. */
  readonly seconds: number;
  /** How the names begin whose questions are captured. */
  readonly prefix: string;
}

/**
 * Captures questions at the name server and asks again and again until the capture is over: the first question may come before it has
 * begun. `ask` says whether to go on; undefined when it said no. @throws InconclusiveError when nothing was watched.
 */
async function watch(
  context: VerifyContext,
  what: Watch,
  ask: (number: number) => Promise<boolean>,
): Promise<Watched | undefined> {
  const { lab, probe } = context;
  const values = [String(what.seconds), String(what.packets), questionFilter(what.prefix)];
  const argv = ['sudo', 'bash', '-o', 'pipefail', '-c', capture, ...values];
  let over = false;
  const watched = probe
    .exec({ at: 'machine', name: lab.nameServer.name }, argv, { timeoutSeconds: what.seconds + 60, apart: true })
    .finally(() => (over = true));
  watched.catch(() => undefined);
  for (let number = 1; !over; number += 1) {
    if (!(await ask(number))) return undefined;
    await context.clock.sleep(1);
  }
  const seen = await watched;
  // What was captured until the time was over is judged.
  if ((seen.exitCode !== 0 && seen.exitCode !== 124) || !seen.stderr.includes('listening on')) throw new InconclusiveError(seen);
  return { packets: readPackets(seen), seen };
}

function readPackets(seen: Observation): DnsPacket[] {
  try {
    return dnsQuestions(Buffer.from(seen.stdout, 'base64'));
  } catch (error) {
    if (error instanceof PcapError) throw new InconclusiveError(seen, error.message);
    throw error;
  }
}

async function judge(context: VerifyContext, parent: string, watched: Watched, asked: Observation): Promise<Verdict> {
  const server = String(context.lab.nameServer.address);
  const coredns = (await allPods(context)).value
    .filter(({ labels }) => labels['k8s-app'] === 'kube-dns')
    .map(({ address }) => address);
  const { packets } = watched;
  const incoming = packets.find(({ destination }) => destination === server);
  const outgoing = packets.find(({ source }) => source === server);
  const upstreams = upstreamsOf(context.lab, parent);
  const arrived = incoming !== undefined && coredns.includes(incoming.source);
  const left = outgoing !== undefined && upstreams.includes(outgoing.destination);
  const first = !incoming
    ? `a pod's questions never reached ${server}`
    : arrived
      ? `CoreDNS at ${incoming.source} asked ${server}`
      : `${incoming.source}, which is not CoreDNS, asked ${server}`;
  const second = outgoing ? `which asked ${outgoing.destination}` : 'which asked nobody';
  return verdict(arrived && left ? asked : watched.seen, arrived && left, incoming ? `${first}, ${second}` : first);
}
