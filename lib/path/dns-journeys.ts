import { companyName, serviceDnsName } from '../model';
import { addressesOf, questions } from './dns-questions';
import type { Exchange } from './exchange';
import type { Journey, Text } from './journey';
import { byAddress, byName, firstClient, servicesOf } from './journey-parts';
import type { Place } from './place';
import type { PathInput } from './path-input';

/** Journeys of names, and of pods to what has one outside the cluster. */
export function dnsJourneys(input: PathInput): Journey[] {
  const from = firstClient(input);
  const company = companyName(input.lab, { name: 'intranet' });
  return [
    ...externalNames(input, from),
    ...made('dns.company', from, `dns:${company}`, questions(input, from, company), {
      en: `A pod asks for ${company}: the question goes from CoreDNS to the company's DNS server.`,
      ko: `파드가 ${company} 이름을 묻고, 질의는 CoreDNS에서 회사 DNS 서버로 간다.`,
    }),
    ...outsideJourneys(input, from),
  ];
}

const made = (id: string, from: Place, target: string, exchanges: readonly Exchange[], sentence: Text): Journey[] => [
  { id, sentence, from, target, exchanges, expects: 'answered' },
];

const externalNames = (input: PathInput, from: Place): Journey[] =>
  servicesOf(input.lab, 'ExternalName').flatMap((service) => {
    const name = serviceDnsName(input.lab, service);
    const target = service.externalName;
    const connected = byName(input, from, name, 80);
    const exchanges = connected.length > 0 ? connected : questions(input, from, name);
    // Who listens at another address than a site's is not told.
    const isKnown = connected.length === 0 || input.lab.internet.sites.some((site) => site.name === target);
    const all = made(
      `external-name.${service.name}`,
      from,
      connected.length > 0 ? `${service.name}:80` : `dns:${name}`,
      exchanges,
      {
        en: `A pod asks for ${service.name}, CoreDNS follows the name to ${target}, and no rule of kube-proxy takes part.`,
        ko: `파드가 ${service.name} 이름을 물으면 CoreDNS가 ${target}까지 따라가고, kube-proxy의 규칙은 관여하지 않는다.`,
      },
    );
    return isKnown ? all : all.map((journey): Journey => ({ ...journey, expects: undefined }));
  });

/** A name of the internet, and a pod's connection to it. */
function outsideJourneys(input: PathInput, from: Place): Journey[] {
  const [site] = input.lab.internet.sites;
  if (!site) return [];
  const asked = made('dns.external', from, `dns:${site.name}`, questions(input, from, site.name), {
    en: `A pod asks for ${site.name}: the question goes from CoreDNS to the company's DNS server, and from there outside.`,
    ko: `파드가 ${site.name} 이름을 묻고, 질의는 CoreDNS에서 회사 DNS 서버를 거쳐 밖으로 나간다.`,
  });
  const [address] = addressesOf(input, site.name);
  if (address === undefined) return asked;
  const connected = made('internet.masquerade', from, `${address}:80`, byAddress(input, from, address, 80), {
    en: `A pod opens ${address} outside: its node puts its own address in place of the pod's, and the gateway its own again.`,
    ko: `파드가 밖의 ${address}에 접속하면 노드가 파드 주소를 자기 주소로, 게이트웨이가 다시 자기 주소로 바꾼다.`,
  });
  return [...asked, ...connected];
}
