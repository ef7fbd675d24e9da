import { type IpAddress, type Lab, machines } from '../model';
import { describeObservation, digArguments, parseDig, scan, type VantagePoint } from '../probe';
import { type Claim, forbidden, eventually, type Surroundings, verdict, type Verdict, type VerifyContext } from '../verify';

const topic = 'safety' as const;
const from: VantagePoint = { at: 'outside' };
const hints = './lab exec --from gateway -- nft list table ip lab';

/** "Outsiders reach inside through the LoadBalancer": and through nothing else. */
export const publishedClaims = (lab: Lab): Claim[] =>
  [publishedPorts(lab), closedNameServer(lab)].map((claim) => ({ ...claim, notAsked: withoutOutsider }));

/** @returns why nobody can be asked, where the outside user is the computer that runs the lab */
const withoutOutsider = ({ ownHosts }: Surroundings): string | undefined =>
  ownHosts ? undefined : 'the outside user is the computer that runs the machines, which is on their network';

function publishedPorts(lab: Lab): Claim {
  const published = endpoints(lab).join(', ') || 'none';
  return {
    id: 'safety.published-ports',
    topic,
    sentence: {
      en: `Of all the lab's addresses outsiders reach only the published ports: ${published}.`,
      ko: `외부 사용자는 랩의 모든 주소 가운데 공개된 포트에만 접속할 수 있다: ${endpoints(lab).join(', ') || '없음'}.`,
    },
    from,
    ...eventually,
    lookAt: hints,
    check: checkPublishedPorts,
  };
}

/** `192.168.56.60:443` */
const endpoints = (lab: Lab): string[] =>
  lab.services.flatMap((service) =>
    service.type === 'LoadBalancer' ? service.ports.map(({ port }) => `${service.address}:${port}`) : [],
  );

/**
 * Ports on which such machines listen: SSH, DNS, web, BGP, etcd, PostgreSQL, the API server, MetalLB, test servers, kubelet and
 * others.
 */
const usualPorts = [
  ...[22, 53, 80, 111, 179, 443, 953, 2379, 2380, 2381, 5432, 6443, 7472, 7946, 8080, 8443, 8472],
  ...[9100, 9153, 10248, 10249, 10250, 10256, 10257, 10259, 30000],
];

/** Addresses of the pool beyond those of Services that are tried. */
const poolSample = 8;

/** The bounded list of addresses that are tried. */
function scannedAddresses(lab: Lab): string[] {
  const { pool } = lab.loadBalancer;
  const sample = Array.from({ length: Math.min(pool.size, poolSample) }, (_, index) => pool.first.plus(index));
  const services = lab.services.flatMap((service): IpAddress[] => (service.type === 'LoadBalancer' ? [service.address] : []));
  const hosts = [lab.network.gateway, lab.network.client, lab.internet.gateway, ...machines(lab).map(({ address }) => address)];
  return [...new Set([...hosts, ...services, ...sample].map(String))];
}

function scannedPorts(lab: Lab): number[] {
  const own = lab.services.flatMap((service) => {
    if (service.type === 'NodePort') return service.ports.flatMap(({ nodePort }) => nodePort ?? []);
    return service.type === 'LoadBalancer' ? service.ports.map(({ port }) => port) : [];
  });
  return [...new Set([...usualPorts, ...own])].sort((one, other) => one - other);
}

async function checkPublishedPorts(context: VerifyContext): Promise<Verdict> {
  const { lab } = context;
  const addresses = scannedAddresses(lab);
  const { open, asked, tried, seen } = await scan(context, from, addresses, scannedPorts(lab));
  const published = endpoints(lab);
  const unexpected = open.filter((endpoint) => !published.includes(endpoint));
  if (unexpected.length > 0) return { ...verdict(seen, false, `open from outside: ${unexpected.join(', ')}`), final: true };
  if (tried !== asked) return verdict(seen, false, `${tried} of ${asked} ports were tried; ${describeObservation(seen)}`);
  const missing = published.filter((endpoint) => !open.includes(endpoint));
  if (missing.length > 0) return verdict(seen, false, `published, but closed: ${missing.join(', ')}`);
  return verdict(
    seen,
    true,
    `of ${tried} ports on ${addresses.length} addresses, ${open.length} are open: ${[...open].sort().join(', ') || 'none'}`,
  );
}

function closedNameServer(lab: Lab): Claim {
  const server = String(lab.nameServer.address);
  return {
    id: 'safety.name-server-closed',
    topic,
    sentence: {
      en: `An outside user cannot ask the company's DNS server at ${server}.`,
      ko: `외부 사용자는 회사의 DNS 서버 ${server}에 질문할 수 없다.`,
    },
    from,
    ...forbidden,
    lookAt: hints,
    check: async (context) => {
      const argv = [...digArguments([{ name: lab.dns.zone, type: 'SOA' }], { server }), '+tries=1', '+time=3'];
      const seen = await context.probe.exec(from, argv);
      const answered = parseDig(seen.stdout).length > 0;
      // dig's exit status 9: no reply from the server.
      const evidence = answered ? `${server} answered` : seen.exitCode === 9 ? `${server} is silent` : describeObservation(seen);
      return { ...verdict(seen, !answered && seen.exitCode === 9, evidence), final: answered };
    },
  };
}
