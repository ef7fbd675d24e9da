import { type Lab, machines, resolveLab } from '../../../lib/model';
import type { Observation, Probe, ProbeOptions, VantagePoint } from '../../../lib/probe';
import { type Clock, type Report, verify, type VerifyOptions } from '../../../lib/verify';
import { type Choice, chooseClaims } from '../../../lib/claims';
import { FakeChanges } from './fake-changes';
import { FakeCluster } from './fake-cluster';
import { FakeDatabases } from './fake-databases';
import { FakeDns } from './fake-dns';
import { FakeMachines, hostTime } from './fake-machines';
import { prefixOf } from './fake-capture';
import { FakeWeb } from './fake-web';
import { failed, type Outcome, said } from './outcome';

/** A command that was asked for; faults are injected into its outcome. */
export interface Asked {
  readonly from: VantagePoint | 'kubectl';
  readonly argv: readonly string[];
  /** The words in one line, to match against. */
  readonly line: string;
}

type Injection = (truth: Outcome, asked: Asked) => Outcome | undefined;

/** A lab that is as its definition says, answering commands as dig, curl and kubectl would. Faults are injected on top. */
export class FakeLab implements Probe {
  readonly files = { caCertificate: '/lab/ca.crt' };
  readonly databases: FakeDatabases;
  readonly cluster: FakeCluster;
  readonly dns: FakeDns;
  readonly web: FakeWeb;
  readonly commands: Asked[] = [];
  private readonly machines: FakeMachines;
  private readonly injections: { readonly matches: (asked: Asked) => boolean; readonly inject: Injection }[] = [];

  constructor(readonly lab: Lab = resolveLab()) {
    this.databases = new FakeDatabases(lab);
    this.cluster = new FakeCluster(lab, this.databases);
    this.dns = new FakeDns(lab, this.cluster);
    this.web = new FakeWeb(lab, this.cluster);
    this.machines = new FakeMachines(lab, this.cluster, this.dns, this.web);
  }

  /** Whether nothing is left of what claims change. */
  get isWhole(): boolean {
    return !this.dns.stopped && this.cluster.isWhole && this.databases.isClean;
  }

  /** Changes the outcome of every matching command; `undefined` leaves it as it is. */
  inject(matches: (asked: Asked) => boolean, inject: Injection): void {
    this.injections.push({ matches, inject });
  }

  async exec(from: VantagePoint, argv: readonly string[]): Promise<Observation> {
    if (argv.at(-1)!.startsWith('udp dst port 53') && from.at === 'machine') await this.dns.heardOf(prefixOf(argv.at(-1)!));
    return this.observe({ from, argv, line: argv.join(' ') }, () => this.run(from, argv));
  }

  async kubectl(argv: readonly string[], options: ProbeOptions = {}): Promise<Observation> {
    return this.observe({ from: 'kubectl', argv, line: argv.join(' ') }, () => this.administer(argv, options.input ?? ''));
  }

  private observe(asked: Asked, truth: () => Outcome): Observation {
    this.commands.push(asked);
    const injected = this.injections
      .filter(({ matches }) => matches(asked))
      .reduce((outcome, { inject }) => inject(outcome, asked) ?? outcome, truth());
    return { ...injected, command: `./lab … ${asked.line}`, milliseconds: 1 };
  }

  private run(from: VantagePoint, argv: readonly string[]): Outcome {
    if (from.at === 'workload') return this.databases.query(argv, from.pod);
    const machine = from.at === 'machine' ? machines(this.lab).find(({ name }) => name === from.name)! : undefined;
    const own = machine && this.machines.run(machine, argv);
    if (own) return own;
    switch (argv[0]) {
      case 'date':
        return said(hostTime);
      case 'dig':
        return this.dns.dig(from, argv);
      case 'curl':
        return this.web.curl(from, argv);
      case 'ssh':
        return failed(255, `${argv.at(-2)}: Permission denied (publickey).`);
      case 'timeout':
        return this.web.postgres(from, argv.at(-2)!, Number(argv.at(-1)));
      default:
        return failed(127, `${argv[0]}: command not found`);
    }
  }

  private administer(argv: readonly string[], input: string): Outcome {
    const [verb, kind, name] = argv;
    switch (verb) {
      case 'get':
        if (kind === 'statefulset') return said(String(this.cluster.replicas(name!) ?? ''));
        return said(JSON.stringify(this.cluster.list(kind!)));
      case 'create':
        this.cluster.unready = (JSON.parse(input) as { metadata: { labels: { app: string } } }).metadata.labels.app;
        return said('pod created');
      case 'delete':
        if (!name!.startsWith('lab-verify')) return this.databases.restart(name!);
        this.cluster.unready = undefined;
        return said('pod deleted');
      case 'scale':
        if (this.cluster.replicas(name!) === undefined) return failed(1, `statefulsets.apps "${name}" not found`);
        this.cluster.scale(name!, Number(argv[3]!.split('=')[1]));
        return said('scaled');
      default:
        return failed(1, `unknown command ${verb}`);
    }
  }
}

/** Time that passes only when somebody waits. */
export function fakeClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: async (seconds) => {
      now += seconds * 1000;
      // Others get their turn while somebody waits.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** Which claims to verify of a fake lab, and how. Default: all that can be judged and stop no machine. */
export type FakeOptions = Choice & Partial<VerifyOptions>;

/** Verifies a fake lab in no time. */
export async function verifyFake(fake: FakeLab, options: FakeOptions = {}): Promise<Report> {
  let count = 0;
  const hostAddresses = 'hostAddresses' in options ? options.hostAddresses : ['10.7.0.5'];
  return verify(chooseClaims(fake.lab, { ...options, hostAddresses }), fake.lab, fake, {
    simulatedInternet: fake.lab.internet.kind !== 'uplink',
    hostAddresses,
    clock: fakeClock(),
    changes: new FakeChanges(),
    unique: () => `never-asked-${(count += 1)}`,
    ...options,
  });
}

/** The ids of the claims that fail. */
export async function failingClaims(fake: FakeLab, options: FakeOptions = {}): Promise<string[]> {
  const report = await verifyFake(fake, options);
  return report.claims.filter(({ ok }) => !ok).map(({ id }) => id);
}
