import { companyName, type Lab, nodes, serviceDnsName } from '../../../lib/model';
import type { VantagePoint } from '../../../lib/probe';
import type { FakeCluster } from './fake-cluster';
import type { FakeExtras } from './fake-extras';

type Records = readonly (readonly [type: string, data: string])[];
interface Answer {
  readonly status: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  readonly records: Records;
  readonly authoritative?: boolean;
}

const isInside = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`);
const known = (records: Records): Answer => ({ status: 'NOERROR', records });
const nobody: Answer = { status: 'NXDOMAIN', records: [] };

/** CoreDNS, the company's name server and the servers outside, answering as `dig +yaml` prints it. */
export class FakeDns {
  /** Whether CoreDNS asks the company's name server. */
  forwards = true;
  /** Whether the name server is switched off. */
  stopped = false;

  /** Names that were asked for, and from where. */
  readonly asked: { readonly name: string; readonly from: VantagePoint }[] = [];

  constructor(
    private readonly lab: Lab,
    private readonly cluster: FakeCluster,
    private readonly extras: FakeExtras,
  ) {}

  /** Waits until somebody asks for a name with this mark in it, though not for ever. */
  async heardOf(mark: string): Promise<void> {
    for (let turn = 0; turn < 50 && !this.asked.some(({ name }) => name.includes(mark)); turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
  }

  dig(from: VantagePoint, argv: readonly string[]): { exitCode: number; stdout: string; stderr: string } {
    const server = argv.find((word) => word.startsWith('@'))?.slice(1) ?? this.resolverOf(from);
    const isOutside = from.at === 'outside' || (this.isClusterDns(server) && !this.isNode(from));
    if (isOutside)
      return { exitCode: 9, stdout: '- type: DIG_ERROR\n  message: |\n    no servers could be reached\n', stderr: '' };
    if (argv.at(-1) === 'AXFR') return { exitCode: 0, stdout: '; (1 server found)\n; Transfer failed.\n', stderr: '' };
    const words = argv.slice(1).filter((word) => !/^[@+]/.test(word));
    const replies: string[] = [];
    for (let index = 0; index < words.length; index += 2) {
      const reverse = words[index] === '-x';
      this.asked.push({ name: words[index]!, from });
      const name = reverse ? `${words[index + 1]!.split('.').reverse().join('.')}.in-addr.arpa` : words[index]!;
      replies.push(print(server, name, reverse ? 'PTR' : words[index + 1]!, this.answer(server, name, words[index + 1]!)));
    }
    return { exitCode: 0, stdout: replies.join(''), stderr: '' };
  }

  private isClusterDns = (server: string): boolean => server === String(this.lab.cluster.dnsServiceAddress);

  private isNode = (from: VantagePoint): boolean =>
    from.at === 'pod' || (from.at === 'machine' && nodes(this.lab).some(({ name }) => name === from.name));

  private resolverOf = (from: VantagePoint): string =>
    String(from.at === 'pod' ? this.lab.cluster.dnsServiceAddress : this.lab.nameServer.address);

  private answer(server: string, name: string, type: string): Answer {
    const { dnsServiceAddress, dnsDomain } = this.lab.cluster;
    if (server === String(dnsServiceAddress)) {
      if (isInside(name, dnsDomain)) return this.ofCluster(name, type);
      if (!this.forwards) return nobody;
      return this.stopped ? { status: 'SERVFAIL', records: [] } : this.ofForwarder(name);
    }
    return server === String(this.lab.nameServer.address) ? this.ofCompany(name) : this.ofInternet(name);
  }

  private ofCluster(name: string, type: string): Answer {
    const { lab, cluster } = this;
    if (name === serviceDnsName(lab, { name: 'kubernetes' })) return known([['A', String(lab.cluster.apiServiceAddress)]]);
    const extra = this.extras.addressesOf(name);
    if (extra) return known(extra.map((address) => ['A', address]));
    for (const service of lab.services) {
      const own = serviceDnsName(lab, service);
      if (service.type === 'Headless') {
        const pods = cluster.podLabels(service);
        if (name === own) return known(pods.map(([, { address }]) => ['A', address]));
        const port = service.ports.find((candidate) => name === `_${candidate.name}._tcp.${own}`);
        if (port) return known(pods.map(([label]) => ['SRV', `0 50 ${port.port} ${label}.${own}.`]));
        const pod = pods.find(([label]) => name === `${label}.${own}`);
        if (pod) return known([['A', pod[1].address]]);
      } else if (name === own) {
        if (service.type !== 'ExternalName') return known(type === 'A' ? [['A', cluster.clusterIp(service)]] : []);
        const target = this.ofForwarder(service.externalName).records;
        return known([['CNAME', `${service.externalName}.`], ...(type === 'A' ? target : [])]);
      }
    }
    return nobody;
  }

  /** Whom CoreDNS asks. */
  private ofForwarder(name: string): Answer {
    const [first] = this.lab.dns.clusterForwarders;
    return first?.equals(this.lab.nameServer.address) ? this.ofCompany(name) : this.ofInternet(name);
  }

  private ofCompany(name: string): Answer {
    const { dns, cluster } = this.lab;
    const record = dns.records.find((candidate) => companyName(this.lab, candidate) === name);
    if (record) return { ...known([['A', String(record.address)]]), authoritative: true };
    const owner = dns.records.find(({ address }) => name === `${address.octets().reverse().join('.')}.in-addr.arpa`);
    if (owner) return { ...known([['PTR', `${companyName(this.lab, owner)}.`]]), authoritative: true };
    if ([dns.zone, cluster.dnsDomain, 'in-addr.arpa'].some((zone) => isInside(name, zone)))
      return { ...nobody, authoritative: true };
    return this.ofInternet(name);
  }

  private ofInternet(name: string): Answer {
    if (this.lab.dns.forwardZones.some(({ zone }) => zone === name))
      return known([['SOA', 'ns. hostmaster. 1 3600 600 86400 10']]);
    const site = this.lab.internet.sites.find((other) => other.name === name);
    return site ? known([['A', String(site.address)]]) : nobody;
  }
}

function print(server: string, name: string, type: string, { status, records, authoritative }: Answer): string {
  const answers = records.map(([recordType, data]) => `        - '${name}. 30 IN ${recordType} ${data}'`);
  return [
    '- type: MESSAGE',
    '  message:',
    '    type: RECURSIVE_RESPONSE',
    '    query_time: !!timestamp 2026-11-25T19:14:57.788Z',
    '    response_time: !!timestamp 2026-11-25T19:14:57.788Z',
    `    response_address: "${server}"`,
    '    response_port: 53',
    '    response_message_data:',
    '      opcode: QUERY',
    `      status: ${status}`,
    '      id: 4711',
    `      flags: qr ${authoritative ? 'aa ' : ''}rd ra`,
    '      QUESTION: 1',
    `      ANSWER: ${answers.length}`,
    '      QUESTION_SECTION:',
    `        - '${name}. IN ${type}'`,
    ...(answers.length > 0 ? ['      ANSWER_SECTION:', ...answers] : []),
    '',
  ].join('\n');
}
