import { type Lab, nodes } from '../../../lib/model';
import type { VantagePoint } from '../../../lib/probe';
import type { FakeCluster } from './fake-cluster';
import type { FakeWeb } from './fake-web';
import { type Outcome, said } from './outcome';

/** What curl is told of one request. */
interface Block {
  readonly key: string;
  readonly url: string;
  readonly times: number;
  readonly keepsBody: boolean;
  readonly large: boolean;
  readonly verified: boolean;
  readonly address?: string;
}

/** What many requests of one command come to. */
export class FakeRequests {
  private turn = 0;

  constructor(
    private readonly lab: Lab,
    private readonly cluster: FakeCluster,
    private readonly web: FakeWeb,
  ) {}

  /** Undefined for a script that makes no such requests. */
  run(from: VantagePoint, argv: readonly string[]): Outcome | undefined {
    if (argv[0] === 'sh' && argv[2]?.includes('curl --no-progress-meter')) return said(this.ask(from, argv[2]));
    if (argv[0] === 'bash' && argv[2]?.includes('lab_ask()')) return said(this.begin(from, argv[2]));
    return undefined;
  }

  private ask(from: VantagePoint, script: string): string {
    const lines = blocksIn(script).flatMap((block) =>
      Array.from({ length: block.times }, () => {
        const body = this.answer(from, block);
        if (body === undefined) return [`answer,${block.key},28,000,0,0,Connection timed out`];
        const size = block.large ? 4000 : body.length;
        return [`answer,${block.key},0,200,1,${size},`, ...(block.keepsBody ? [`body,${block.key},${body}`] : [])];
      }).flat(),
    );
    return `${lines.join('\n')}\n`;
  }

  private answer(from: VantagePoint, { url, address, verified }: Block): string | undefined {
    const { hostname, port, protocol, pathname, search } = new URL(url);
    const number = Number(port || (protocol === 'https:' ? 443 : 80));
    if (pathname === '/version') return this.version(from, hostname, verified);
    if (pathname === '/dial') return this.dial(hostname, new URLSearchParams(search));
    const named = this.lab.services.find(({ name }) => name === hostname);
    if (named?.type === 'ExternalName') return from.at === 'pod' ? '<!doctype html>' : undefined;
    return this.podAt(from, address ?? hostname, number);
  }

  private version(from: VantagePoint, host: string, verified: boolean): string | undefined {
    const { controlPlane, cluster } = this.lab;
    const places = [...(from.at === 'outside' ? [] : [String(controlPlane.address)])];
    if (this.isInside(from)) places.push(String(cluster.apiServiceAddress));
    if (from.at === 'pod') places.push('kubernetes.default');
    return verified && places.includes(host) ? '{ "major": "1", "gitVersion": "v1.37.2" }' : undefined;
  }

  private dial(pod: string, query: URLSearchParams): string | undefined {
    const asking = this.cluster.pods().find(({ address }) => address === pod);
    if (!asking) return undefined;
    const tries = Number(query.get('tries'));
    const from: VantagePoint = { at: 'pod', node: asking.node.name };
    const names = Array.from({ length: tries }, () => this.podAt(from, query.get('host')!, Number(query.get('port'))));
    return JSON.stringify(names.includes(undefined) ? { errors: names.map(() => 'i/o timeout') } : { responses: names });
  }

  private begin(from: VantagePoint, script: string): string {
    return [...script.matchAll(/^lab_ask (\S+) (\S+) (\d+) &$/gm)]
      .map(([, key, host, port]) =>
        this.podAt(from, host!, Number(port))
          ? `answer,${key},0,0,1,9,\nbody,${key}, 82 0 0 0 23 0 0 0 10\n`
          : `answer,${key},124,0,0,0,no answer\n`,
      )
      .join('');
  }

  private isInside = ({ at, ...rest }: VantagePoint): boolean =>
    at === 'pod' || (at === 'machine' && nodes(this.lab).some((node) => 'name' in rest && node.name === rest.name));

  /** The pod that answers at a host and port, one after the other of those that may. */
  private podAt(from: VantagePoint, host: string, port: number): string | undefined {
    const direct = this.cluster.pods().find(({ address, labels }) => address === host && labels.app !== undefined);
    const own = this.cluster.pods().find(({ name }) => host.startsWith(`${name}.`));
    const known = direct ?? (from.at === 'pod' ? own : undefined);
    if (known) return from.at === 'pod' || from.at === 'machine' ? known.name : undefined;
    const names = from.at === 'pod' ? this.headlessPods(host) : [];
    const isPublic = host === `www.${this.lab.dns.zone}`;
    const address = isPublic ? String(this.lab.loadBalancer.pool.first) : host;
    // The company's server is no node of the cluster.
    const place: VantagePoint = from.at === 'machine' && !this.isInside(from) ? { at: 'lan' } : from;
    const pods = names.length > 0 ? names : this.web.podsAt(place, address, port);
    return pods[this.turn++ % Math.max(1, pods.length)];
  }

  private headlessPods(name: string): readonly string[] {
    const service = this.lab.services.find((other) => other.type === 'Headless' && other.name === name);
    return service?.type === 'Headless' ? this.cluster.podLabels(service).map(([, pod]) => pod.name) : [];
  }
}

function blocksIn(script: string): readonly Block[] {
  return [...script.matchAll(/^web (.*)$/gm)].map(([, line]) => {
    const [key, repeated, ...settings] = [...line!.matchAll(/"([^"]*)"/g)].map(([, word]) => word!);
    const [, url, times] = /^(.*)[?&]\[1-(\d+)\]$/.exec(repeated!)!;
    return {
      key: key!,
      url: url!,
      times: Number(times),
      keepsBody: !settings.includes('output = /dev/null'),
      large: settings.includes('data = @large'),
      verified: settings.includes('cacert = authority'),
      address: settings.find((setting) => setting.startsWith('resolve = '))?.split(':')[2],
    };
  });
}
