import { companyName, type Lab, machines, nodePodCidr, nodes, resolveLab, serviceDnsName } from '../../../lib/model';
import { type Clock, type Observation, type Probe, verify, type VantagePoint } from '../../../lib/verify';
import { FakeDatabases } from './fake-databases';

/** What a lie is told about. */
export interface Asked {
  readonly from: VantagePoint | 'kubectl';
  readonly argv: readonly string[];
  /** The words in one line, to match against. */
  readonly line: string;
}

type Outcome = Pick<Observation, 'exitCode' | 'stdout' | 'stderr'>;
type Lie = (truth: Outcome, asked: Asked) => Outcome | undefined;

export const said = (stdout: string): Outcome => ({ exitCode: 0, stdout, stderr: '' });
export const failed = (exitCode: number, stderr: string, stdout = ''): Outcome => ({ exitCode, stdout, stderr });

/** A lab that is as its definition says, answering commands as dig, curl and kubectl would. Lies are told on top. */
export class FakeLab implements Probe {
  readonly files = { caCertificate: '/lab/ca.crt' };
  readonly databases: FakeDatabases;
  readonly commands: Asked[] = [];
  /** External names the name server was asked for. */
  readonly cache = new Set<string>();
  /** Whether CoreDNS asks the company's name server. */
  forwards = true;
  private readonly lies: { readonly about: (asked: Asked) => boolean; readonly lie: Lie }[] = [];
  private turn = 0;

  constructor(readonly lab: Lab = resolveLab()) {
    this.databases = new FakeDatabases(this.replicas('db'));
  }

  /** Tells a lie about every matching command; `undefined` from the lie lets the truth stand. */
  lie(about: (asked: Asked) => boolean, lie: Lie): void {
    this.lies.push({ about, lie });
  }

  async exec(from: VantagePoint, argv: readonly string[]): Promise<Observation> {
    return this.observe({ from, argv, line: argv.join(' ') }, () =>
      argv[0] === 'dig' ? this.dig(from, argv) : this.curl(from, argv),
    );
  }

  async kubectl(argv: readonly string[]): Promise<Observation> {
    return this.observe({ from: 'kubectl', argv, line: argv.join(' ') }, () => this.administer(argv));
  }

  private observe(asked: Asked, truth: () => Outcome): Observation {
    this.commands.push(asked);
    const told = this.lies
      .filter(({ about }) => about(asked))
      .reduce((outcome, { lie }) => lie(outcome, asked) ?? outcome, truth());
    return { ...told, command: `./lab … ${asked.line}`, milliseconds: 1 };
  }

  /** Pods as Kubernetes lists them: `n`th of a workload on the `n`th worker. */
  pods(workload: string): object[] {
    return Array.from({ length: this.replicas(workload) }, (_, index) => {
      const node = this.lab.workers[index % this.lab.workers.length]!;
      const name = workload === 'db' ? `db-${index}` : `${workload}-abc-${index}`;
      const uid = workload === 'db' ? this.databases.uid(name) : name;
      const podIP = String(nodePodCidr(this.lab, node).at((workload === 'db' ? 20 : 40) + index));
      return {
        metadata: { name, uid },
        spec: { nodeName: node.name },
        status: { podIP, conditions: [{ type: 'Ready', status: 'True' }] },
      };
    });
  }

  private replicas = (workload: string): number => this.lab.workloads.find(({ name }) => name === workload)!.replicas;

  private podIps = (workload: string): [string, string][] =>
    (this.pods(workload) as { metadata: { name: string }; status: { podIP: string } }[]).map(({ metadata, status }) => [
      metadata.name,
      status.podIP,
    ]);

  private administer(argv: readonly string[]): Outcome {
    const [verb, kind, name] = argv;
    if (verb === 'exec') return this.databases.query(argv);
    if (verb === 'delete') return this.databases.restart(name!);
    if (kind === 'nodes') return said(JSON.stringify({ items: nodes(this.lab).map((node) => this.node(node.name)) }));
    if (kind === 'node') return said(JSON.stringify(this.node(name!)));
    if (kind === 'service') return said(JSON.stringify(this.service(name!)));
    const workloads = argv.includes('-A') ? ['api-tester', 'db'] : [argv[argv.indexOf('-l') + 1]!.replace('app=', '')];
    return said(JSON.stringify({ items: workloads.flatMap((workload) => this.pods(workload)) }));
  }

  private node(name: string): object {
    const node = nodes(this.lab).find((other) => other.name === name)!;
    return {
      metadata: { name, labels: node.role === 'control-plane' ? { 'node-role.kubernetes.io/control-plane': '' } : {} },
      status: {
        addresses: [
          { type: 'InternalIP', address: String(node.address) },
          { type: 'Hostname', address: name },
        ],
        conditions: [{ type: 'Ready', status: 'True' }],
      },
    };
  }

  private service(name: string): object {
    const service = this.lab.services.find((other) => other.name === name)!;
    const metadata = { name };
    switch (service.type) {
      case 'ExternalName':
        return { metadata, spec: { type: 'ExternalName', externalName: service.externalName } };
      case 'Headless':
        return { metadata, spec: { type: 'ClusterIP', clusterIP: 'None' } };
      case 'LoadBalancer':
        return {
          metadata,
          spec: this.spec(name, service.type),
          status: { loadBalancer: { ingress: [{ ip: String(service.address) }] } },
        };
      default:
        return { metadata, spec: this.spec(name, service.type) };
    }
  }

  private spec = (name: string, type: string) => ({ type, clusterIP: this.clusterIp(name) });

  private clusterIp(name: string): string {
    const index = this.lab.services.findIndex((other) => other.name === name);
    const service = this.lab.services[index]!;
    return service.type === 'ClusterIP' ? String(service.clusterIp) : String(this.lab.cluster.serviceCidr.at(5000 + index));
  }

  private dig(from: VantagePoint, argv: readonly string[]): Outcome {
    const server = argv.find((word) => word.startsWith('@'))?.slice(1) ?? String(this.lab.cluster.dnsServiceAddress);
    const words = argv.slice(1).filter((word) => !/^[@+]/.test(word));
    const replies: string[] = [];
    for (let index = 0; index < words.length; index += 2) {
      const reverse = words[index] === '-x';
      const name = reverse ? `${words[index + 1]!.split('.').reverse().join('.')}.in-addr.arpa` : words[index]!;
      replies.push(this.reply(server, name, reverse ? 'PTR' : words[index + 1]!, argv.includes('+norecurse')));
    }
    return said(replies.join('\n'));
  }

  private reply(server: string, name: string, type: string, cacheOnly: boolean): string {
    const { dnsServiceAddress, dnsDomain } = this.lab.cluster;
    const isCluster = server === String(dnsServiceAddress);
    const records =
      isCluster && name.endsWith(dnsDomain)
        ? this.clusterRecords(name, type)
        : this.outerRecords(name, cacheOnly, !isCluster || this.forwards);
    const answers = records?.map(([recordType, data]) => `${name}.\t30\tIN\t${recordType}\t${data}`) ?? [];
    return [
      ';; Got answer:',
      `;; ->>HEADER<<- opcode: QUERY, status: ${records ? 'NOERROR' : 'NXDOMAIN'}, id: 4711`,
      `;; flags: qr rd ra; QUERY: 1, ANSWER: ${answers.length}, AUTHORITY: 0, ADDITIONAL: 1`,
      '',
      ';; QUESTION SECTION:',
      `;${name}.\t\tIN\t${type}`,
      '',
      ...(answers.length > 0 ? [';; ANSWER SECTION:', ...answers, ''] : []),
      ';; Query time: 3 msec',
      `;; SERVER: ${server}#53(${server}) (UDP)`,
      '',
    ].join('\n');
  }

  private clusterRecords(name: string, type: string): [string, string][] | undefined {
    const { lab } = this;
    if (name === serviceDnsName(lab, { name: 'kubernetes' })) return [['A', String(lab.cluster.apiServiceAddress)]];
    for (const service of lab.services) {
      const own = serviceDnsName(lab, service);
      if (service.type === 'Headless') {
        if (name === own) return this.podIps(service.workload).map(([, address]) => ['A', address]);
        const pod = this.podIps(service.workload).find(([podName]) => name === `${podName}.${own}`);
        if (pod) return [['A', pod[1]]];
      } else if (name === own) {
        return service.type === 'ExternalName'
          ? [['CNAME', `${service.externalName}.`]]
          : type === 'A'
            ? [['A', this.clusterIp(service.name)]]
            : [];
      }
    }
    return undefined;
  }

  private outerRecords(name: string, cacheOnly: boolean, throughNameServer: boolean): [string, string][] | undefined {
    const { lab } = this;
    const machine = machines(lab).find((other) => companyName(lab, other) === name);
    if (machine) return [['A', String(machine.address)]];
    const owner = machines(lab).find((other) => `${String(other.address).split('.').reverse().join('.')}.in-addr.arpa` === name);
    if (owner) return [['PTR', `${companyName(lab, owner)}.`]];
    if (name.endsWith(lab.dns.zone)) return undefined;
    if (cacheOnly && !this.cache.has(name)) return [];
    if (throughNameServer) this.cache.add(name);
    const site = lab.internet.sites.find((other) => other.name === name);
    return site && [['A', String(site.address)]];
  }

  private curl(from: VantagePoint, argv: readonly string[]): Outcome {
    const [, scheme, host, port, path] = /^(https?):\/\/([^/:]+)(?::(\d+))?(.*)$/.exec(argv.at(-1)!)!;
    const counts = argv.includes('%{num_connects}');
    const workload = this.listening(from, host!, Number(port ?? 80), scheme!);
    if (workload && path!.startsWith('/hostname')) {
      if (counts) return said('1');
      const times = Number(/\[1-(\d+)\]/.exec(path!)?.[1] ?? 1);
      const names = this.podIps(workload).map(([name]) => name);
      return said(Array.from({ length: times }, () => names[this.turn++ % names.length]).join('\n'));
    }
    const intranet = companyName(this.lab, { name: 'intranet' });
    if (host === intranet) return said(`<!doctype html>\n<title>${intranet}</title>\n\n200 ${this.lab.nameServer.address}`);
    if (this.lab.services.some((service) => service.type === 'ExternalName' && service.name === host)) {
      return said(`\n200 ${this.lab.internet.sites[0]!.address}`);
    }
    return failed(28, 'curl: (28) Connection timed out', counts ? '0' : '');
  }

  /** The workload that answers there, if any. */
  private listening(from: VantagePoint, host: string, port: number, scheme: string): string | undefined {
    for (const service of this.lab.services) {
      if (service.type === 'ExternalName' || service.type === 'Headless') continue;
      const ports = service.ports.filter(({ name }) => name === scheme);
      const inside = from.at === 'pod' && (host === this.clusterIp(service.name) || host === service.name);
      const outside = service.type === 'LoadBalancer' && host === String(service.address);
      if ((inside || outside) && ports.some((other) => other.port === port)) return service.workload;
      const onNode = nodes(this.lab).some(({ address }) => String(address) === host);
      if (onNode && ports.some(({ nodePort }) => nodePort === port)) return service.workload;
    }
    return undefined;
  }
}

/** Time that passes only when somebody waits. */
export function fakeClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: async (seconds) => void (now += seconds * 1000),
  };
}

/** Verifies a fake lab in no time. */
export function verifyFake(
  fake: FakeLab,
  options: { readonly only?: readonly string[]; readonly simulatedInternet?: boolean } = {},
) {
  let count = 0;
  return verify(fake.lab, fake, {
    simulatedInternet: true,
    clock: fakeClock(),
    unique: () => `never-asked-${(count += 1)}`,
    ...options,
  });
}

/** The ids of the claims that are not true. */
export async function redClaims(fake: FakeLab, options: Parameters<typeof verifyFake>[1] = {}): Promise<string[]> {
  const report = await verifyFake(fake, options);
  return report.claims.filter(({ ok }) => !ok).map(({ id }) => id);
}
