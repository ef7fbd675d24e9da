import { Cidr, IpAddress, type Lab } from '../model';
import { describeObservation, scan, type VantagePoint } from '../probe';
import { type Claim, eventually, type Sentence, verdict, type Verdict, type VerifyContext } from '../verify';

const topic = 'isolation' as const;

/** What root on a machine of the lab does not reach, unless the definition opens it. */
export function isolationClaims(lab: Lab): Claim[] {
  if (lab.internet.reach === 'everything') return [];
  const { name } = lab.workers[0] ?? lab.controlPlane;
  return [
    unreached(lab, 'host', name, hostTargets, {
      en: `From ${name} nothing of the computer that runs the lab answers but DNS.`,
      ko: `${name} 머신에서 랩을 실행하는 컴퓨터에 접속하면 DNS만 응답한다.`,
    }),
    unreached(lab, 'private-ranges', name, privateTargets, {
      en: `From ${name} no private network beyond the lab is reached.`,
      ko: `${name} 머신에서는 랩 밖의 사설 네트워크에 접속할 수 없다.`,
    }),
    unreached(lab, 'metadata', name, metadataTargets, {
      en: `From ${name} no cloud's metadata service is reached, which tells the credentials of the computer that runs the lab.`,
      ko: `${name} 머신에서는 랩을 실행하는 컴퓨터의 자격 증명을 알려 주는 클라우드 메타데이터 서비스에 접속할 수 없다.`,
    }),
  ];
}

interface Targets {
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
}

/** SSH, web, NFS, Docker, databases, VNC, Cockpit, libvirt. */
const hostPorts = [22, 80, 111, 443, 2049, 2375, 3306, 5432, 5900, 5901, 8080, 9090, 16509, 16514];

/** Addresses of the computer beyond the first ones are not tried: Docker alone may give it dozens. */
const hostSample = 6;

function hostTargets({ lab, hostAddresses }: VerifyContext): Targets {
  const ofLab = [lab.network.gateway, lab.internet.gateway, lab.internet.router].map(String);
  const others = beyond(lab, hostAddresses).slice(0, hostSample);
  return { addresses: [...new Set([...ofLab, ...others])], ports: hostPorts };
}

/** The first addresses of the private and shared ranges that routers, Docker and libvirt take (RFC 1918, RFC 6598). */
const privateAddresses = ['10.0.0.1', '172.16.0.1', '172.17.0.1', '192.168.0.1', '192.168.1.1', '192.168.122.1', '100.64.0.1'];

function privateTargets({ lab, hostAddresses }: VerifyContext): Targets {
  // The first address of a network is often its router's.
  const routers = hostAddresses.map((address) => String(Cidr.containing(IpAddress.parse(address), 24).at(1)));
  const addresses = new Set([...privateAddresses, ...routers.slice(0, hostSample)]);
  return { addresses: beyond(lab, [...addresses]), ports: [22, 80, 443] };
}

/** Of most clouds, and of Alibaba's. */
const metadataTargets = ({ lab }: VerifyContext): Targets => ({
  addresses: beyond(lab, ['169.254.169.254', '100.100.100.200']),
  ports: [80],
});

/** Those that are not in a network of the lab's own. */
function beyond({ network, cluster, internet }: Lab, addresses: readonly string[]): string[] {
  const own = [network.cidr, cluster.podCidr, cluster.serviceCidr, internet.link];
  return addresses.filter((address) => !own.some((cidr) => cidr.contains(IpAddress.parse(address))));
}

function unreached(
  lab: Lab,
  what: string,
  machine: string,
  targets: (context: VerifyContext) => Targets,
  sentence: Sentence,
): Claim {
  const from: VantagePoint = { at: 'machine', name: machine };
  return {
    id: `isolation.${what}`,
    topic,
    sentence,
    from,
    ...eventually,
    lookAt: './lab exec --from gateway -- nft list ruleset; on this computer: nft list ruleset',
    check: (context) => checkUnreached(context, from, targets(context), `${lab.network.gateway}:53`),
  };
}

/** The one open endpoint is tried with the others: where it is closed, silence proves nothing. */
async function checkUnreached(
  context: VerifyContext,
  from: VantagePoint,
  { addresses, ports }: Targets,
  openEndpoint: string,
): Promise<Verdict> {
  const gateway = String(context.lab.network.gateway);
  const { open, asked, tried, seen } = await scan(context, from, [...new Set([gateway, ...addresses])], [53, ...ports]);
  // The computer, or another of its network, may be the name server that the lab asks.
  const unexpected = open.filter((endpoint) => !endpoint.endsWith(':53'));
  if (unexpected.length > 0) return { ...verdict(seen, false, `reached: ${unexpected.join(', ')}`), final: true };
  if (tried !== asked) return verdict(seen, false, `${tried} of ${asked} ports were tried; ${describeObservation(seen)}`);
  if (!open.includes(openEndpoint)) return verdict(seen, false, `${openEndpoint}, which is to answer, does not`);
  return verdict(seen, true, `of ${asked} ports at ${addresses.join(', ')} none answers but ${openEndpoint}`);
}
