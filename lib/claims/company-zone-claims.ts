import { companyName, type IpAddress, type Lab, nodes } from '../model';
import { dig, recordsOf, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict } from '../verify';
import { corednsHints } from './coredns-hints';
import { checkForward, checkReverse } from './checks/company-records';
import { checkNoSuchName } from './checks/dns-answers';
import { asksNameServer, nameServer } from './dns-plan';

const topic = 'dns' as const;
const lan: VantagePoint = { at: 'lan' };

/** "A DNS server manages the company's names"; CoreDNS is connected to it. */
export function companyZoneClaims(lab: Lab): Claim[] {
  return [
    ...atTheServer(lab),
    ...nodes(lab).flatMap((node) => fromNode(lab, node.name)),
    ...(asksNameServer(lab) ? nodes(lab).flatMap((node) => fromPod(lab, node.name)) : []),
  ];
}

const hints = ({ nameServer: { name } }: Lab) =>
  `./lab ssh ${name} -- systemctl status named; ./lab ssh ${name} -- sudo named-checkconf -z`;

function atTheServer(lab: Lab): Claim[] {
  const server = lab.nameServer.address;
  const common = { topic, ...eventually, from: lan, lookAt: hints(lab) } as const;
  const nobody = addressWithoutName(lab);
  return [
    {
      ...common,
      id: 'dns.company-forward',
      sentence: {
        en: `The DNS server at ${server} manages the company's names: it knows the address of every name in ${lab.dns.zone}.`,
        ko: `DNS 서버(${server})는 회사의 이름을 관리한다. ${lab.dns.zone} 영역에 있는 모든 이름의 주소를 안다.`,
      },
      check: (context) => checkForward(context, lan, nameServer(lab)),
    },
    {
      ...common,
      id: 'dns.company-reverse',
      sentence: {
        en: `The DNS server at ${server} knows the name of every address of the company.`,
        ko: `DNS 서버(${server})는 회사의 모든 주소에 대해 그 이름을 안다.`,
      },
      check: (context) => checkReverse(context, lan, nameServer(lab)),
    },
    {
      ...common,
      id: 'dns.company-no-such-name',
      sentence: {
        en: `The DNS server at ${server} says of a company name nobody has that there is no such name.`,
        ko: `DNS 서버(${server})는 아무도 쓰지 않는 회사 이름에는 그런 이름이 없다고 답한다.`,
      },
      check: (context) => checkNoSuchName(context, lan, companyName(lab, { name: context.unique() }), nameServer(lab)),
    },
    ...(nobody ? [noSuchAddress(lab, nobody)] : []),
  ];
}

function noSuchAddress(lab: Lab, address: IpAddress): Claim {
  const server = lab.nameServer.address;
  return {
    id: 'dns.company-no-such-address',
    topic,
    ...eventually,
    from: lan,
    lookAt: hints(lab),
    sentence: {
      en: `The DNS server at ${server} says of ${address}, which nobody has, that it has no name.`,
      ko: `DNS 서버(${server})는 아무도 쓰지 않는 주소 ${address}에는 이름이 없다고 답한다.`,
    },
    check: async (context) => {
      const { replies, seen } = await dig(context, lan, [{ addressOf: String(address) }], nameServer(lab));
      const found = recordsOf(replies[0]!, 'PTR').join(', ') || replies[0]!.status;
      return verdict(seen, found === 'NXDOMAIN', `${address} is ${found}`);
    },
  };
}

/** The highest host address of the network that no name of the zone has. */
function addressWithoutName(lab: Lab): IpAddress | undefined {
  const { cidr } = lab.network;
  for (let offset = cidr.size - 2; offset > 0; offset -= 1) {
    const address = cidr.at(offset);
    if (!lab.dns.records.some((record) => record.address.equals(address))) return address;
  }
  return undefined;
}

function fromNode(lab: Lab, node: string): Claim[] {
  const from: VantagePoint = { at: 'machine', name: node };
  const common = { topic, ...eventually, from, lookAt: `./lab ssh ${node} -- cat /etc/resolv.conf; ${hints(lab)}` } as const;
  return [
    {
      ...common,
      id: `dns.company-forward-from-node.${node}`,
      sentence: {
        en: `The node ${node} resolves the company's names through ${lab.nameServer.address}.`,
        ko: `${node} 노드는 회사의 이름을 DNS 서버 ${lab.nameServer.address}에 물어 주소로 바꾼다.`,
      },
      check: (context) => checkForward(context, from),
    },
    {
      ...common,
      id: `dns.company-reverse-from-node.${node}`,
      sentence: {
        en: `The node ${node} finds the names of the company's addresses through ${lab.nameServer.address}.`,
        ko: `${node} 노드는 회사 주소의 이름을 DNS 서버 ${lab.nameServer.address}에 물어 알아낸다.`,
      },
      check: (context) => checkReverse(context, from),
    },
  ];
}

function fromPod(lab: Lab, node: string): Claim[] {
  const from: VantagePoint = { at: 'pod', node };
  const common = { topic, ...eventually, from, lookAt: `${corednsHints}; ${hints(lab)}` } as const;
  return [
    {
      ...common,
      id: `dns.company-forward-from-pod.${node}`,
      sentence: {
        en: `A pod on ${node} resolves the company's names through CoreDNS.`,
        ko: `${node} 노드의 파드는 CoreDNS를 거쳐 회사의 이름을 주소로 바꾼다.`,
      },
      check: (context) => checkForward(context, from),
    },
    {
      ...common,
      id: `dns.company-reverse-from-pod.${node}`,
      sentence: {
        en: `A pod on ${node} finds the names of the company's addresses through CoreDNS.`,
        ko: `${node} 노드의 파드는 CoreDNS를 거쳐 회사 주소의 이름을 알아낸다.`,
      },
      check: (context) => checkReverse(context, from),
    },
    {
      ...common,
      id: `dns.company-no-such-name-from-pod.${node}`,
      sentence: {
        en: `A pod on ${node} learns through CoreDNS that a company name does not exist.`,
        ko: `${node} 노드의 파드는 없는 회사 이름을 물으면 CoreDNS를 거쳐 그런 이름이 없다는 답을 받는다.`,
      },
      check: (context) => checkNoSuchName(context, from, companyName(lab, { name: context.unique() }), {}),
    },
  ];
}
