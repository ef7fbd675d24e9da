import type { ExternalNameService, Lab } from '../model';
import { allPods, dig, type Observation, InconclusiveError } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { corednsHints } from './coredns-hints';
import { firstPod } from './toolbox-pods';
import { wrongResolver } from './checks/dns-answers';
import { upstreamsOf } from './dns-plan';

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

/** Prints the first two packets with the name `$0` in them, then stops watching. */
const watch = 'tcpdump -lnnp -i eth0 udp port 53 2>/dev/null | { grep --line-buffered -m 2 -F "$0"; pkill -P $$ tcpdump; }';

/** A question on the wire as tcpdump(8) prints it: `IP 20.96.2.3.40042 > 192.168.56.50.53: 4711+ [1au] A? github.com. (51)`. */
const packet = /IP (\d+(?:\.\d+){3})\.\d+ > (\d+(?:\.\d+){3})\.53: .* A\? /g;

/** A pod asks for names that no cache can hold, while the name server's packets are watched. */
async function checkHops(context: VerifyContext, parent: string): Promise<Verdict> {
  const { lab, probe } = context;
  const from = firstPod(lab);
  const mark = context.unique();
  const argv = ['sudo', 'timeout', String(seconds), 'sh', '-c', watch, mark];
  let over = false;
  const watched = probe
    .exec({ at: 'machine', name: lab.nameServer.name }, argv, { timeoutSeconds: seconds + 60, apart: true })
    .finally(() => (over = true));
  watched.catch(() => undefined);
  let asked: Observation | undefined;
  for (let number = 1; !over; number += 1) {
    // The first question may come before the watch has begun; another one is asked then.
    const { replies, seen } = await dig(context, from, [{ name: `q${number}.${mark}.${parent}` }]);
    const stray = wrongResolver(lab, from, replies[0]!.server);
    if (stray) return verdict(seen, false, stray);
    asked = seen;
    await context.clock.sleep(1);
  }
  const seen = await watched;
  // 124: timeout(1) ended the watch; what was seen until then is judged.
  if (seen.exitCode !== 0 && seen.exitCode !== 124) throw new InconclusiveError(seen);
  return judge(context, parent, seen, asked ?? seen);
}

async function judge(context: VerifyContext, parent: string, watched: Observation, asked: Observation): Promise<Verdict> {
  const server = String(context.lab.nameServer.address);
  const coredns = (await allPods(context)).value
    .filter(({ labels }) => labels['k8s-app'] === 'kube-dns')
    .map(({ address }) => address);
  const packets = [...watched.stdout.matchAll(packet)].map(([, source, destination]) => ({
    source: source!,
    destination: destination!,
  }));
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
  return verdict(arrived && left ? asked : watched, arrived && left, incoming ? `${first}, ${second}` : first);
}
