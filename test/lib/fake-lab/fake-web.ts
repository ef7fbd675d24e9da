import { companyName, type Lab, type Machine, machines, nodes, type ServicePort } from '../../../lib/model';
import type { VantagePoint } from '../../../lib/probe';
import type { FakeCluster, FakePod } from './fake-cluster';
import type { FakeExtras } from './fake-extras';
import { failed, type Outcome, said } from './outcome';

/** Who answers at an address, and whom it sees. */
interface Listener {
  readonly pods: readonly FakePod[];
  readonly port: ServicePort;
  readonly client: string;
}

/** Every server of a lab that is asked with curl, and the ports that are only tried. */
export class FakeWeb {
  /** Requests the company's web server has noted. */
  readonly accessLog: string[] = [];
  private turn = 0;

  constructor(
    private readonly lab: Lab,
    private readonly cluster: FakeCluster,
    private readonly extras: FakeExtras,
  ) {}

  curl(from: VantagePoint, argv: readonly string[]): Outcome {
    const urls = argv.filter((word) => /^https?:/.test(word));
    if (argv.includes('--parallel')) return this.scan(from, urls[0]!);
    const outcomes = urls.map((url) => this.visit(from, url, argv));
    return { exitCode: Math.max(...outcomes.map(({ exitCode }) => exitCode)), ...joined(outcomes) };
  }

  private visit(from: VantagePoint, url: string, argv: readonly string[]): Outcome {
    const [, scheme, host, port, path] = /^(https?):\/\/([^/:]+)(?::(\d+))?(.*)$/.exec(url)!;
    const number = Number(port ?? (scheme === 'https' ? 443 : 80));
    const only = argv.includes('%{num_connects}');
    const times = Number(/\[1-(\d+)\]/.exec(path!)?.[1] ?? 1);
    const app = this.extras.appAt(host!);
    if (app === null) return failed(7, 'curl: (7) Connection refused', '\n000 ');
    if (app) return said(`${this.cluster.workloadPods(app)[0]!.name}\n200 ${host}`);
    const listener = this.listening(from, host!, number);
    if (listener && (scheme === 'https') === (listener.port.targetPort === 8443)) {
      if (only) return said('1');
      const repeated = Array.from({ length: times }, () => listener.pods[this.turn++ % listener.pods.length]!);
      if (path!.startsWith('/clientip')) return said(`${repeated.map(() => `${listener.client}:40000 ${host}`).join('\n')}\n`);
      return said(repeated.map(({ name }) => name).join('\n'));
    }
    return (
      this.page(from, scheme!, host!, number, path!, argv) ?? failed(28, 'curl: (28) Connection timed out', only ? '0' : '\n000 ')
    );
  }

  /** Pages of others than the Services' pods. */
  private page(
    from: VantagePoint,
    scheme: string,
    host: string,
    port: number,
    path: string,
    argv: readonly string[],
  ): Outcome | undefined {
    const { lab } = this;
    const node = nodes(lab).find(({ address }) => String(address) === host);
    if (host === '127.0.0.1') return said('iptables');
    if (from.at === 'lan' && node && scheme === 'https') return this.control(node, port);
    const named = companyName(lab, { name: 'intranet' });
    const asked =
      /^Host: (.*)$/.exec(argv.find((word) => word.startsWith('Host: ')) ?? '')?.[1] ??
      (host === String(lab.nameServer.address) ? named : host);
    if (asked === named) {
      if (
        from.at === 'pod' &&
        host !== String(lab.nameServer.address) &&
        !lab.dns.clusterForwarders[0]?.equals(lab.nameServer.address)
      )
        return failed(6, `curl: (6) Could not resolve host: ${host}`, '\n000 ');
      const toolbox = this.cluster.toolboxes().find(({ node: worker }) => from.at === 'pod' && worker.name === from.node);
      this.accessLog.push(`${toolbox?.address} - - [24/Nov/2026] "GET ${path} HTTP/1.1" 200 512`);
      return said(`<!doctype html>\n<title>${asked}</title>\n\n200 ${lab.nameServer.address}`);
    }
    const site = lab.internet.sites.find(({ name }) => name === asked);
    return site && said(`This is ${site.name}.\nYour address, as seen here: ${lab.internet.gateway}\n\n200 ${site.address}`);
  }

  private control(node: Machine, port: number): Outcome | undefined {
    if (port === 10250) return said(`\n401 ${node.address}`);
    if (node.role !== 'control-plane') return undefined;
    if (port === 6443) return said(`\n403 ${node.address}`);
    return port === 2379 ? failed(56, 'curl: (56) OpenSSL SSL_read: tlsv13 alert certificate required', '\n000 ') : undefined;
  }

  /** The names of the pods that answer at a port, whatever is said over it. */
  podsAt = (from: VantagePoint, host: string, port: number): readonly string[] =>
    (this.listening(from, host, port)?.pods ?? []).map(({ name }) => name);

  /** PostgreSQL's answer whether it speaks TLS. */
  postgres(from: VantagePoint, host: string, port: number): Outcome {
    return this.listening(from, host, port) ? said('N') : failed(124, '');
  }

  /** The gateway answers to the machines for names. */
  private asksGateway = (from: VantagePoint, host: string, port: string): boolean =>
    from.at === 'machine' && host === String(this.lab.network.gateway) && port === '53';

  private scan(from: VantagePoint, url: string): Outcome {
    const [hosts, ports] = [...url.matchAll(/\{([^}]*)\}/g)].map(([, list]) => list!.split(','));
    const open = (host: string, port: string) =>
      this.listening(from, host, Number(port)) || this.asksGateway(from, host, port) ? 1 : 0;
    return failed(
      7,
      '',
      hosts!.flatMap((host) => ports!.map((port) => `${open(host, port)} http://${host}:${port}/\n`)).join(''),
    );
  }

  private listening(from: VantagePoint, host: string, number: number): Listener | undefined {
    const { lab, cluster } = this;
    const inside = from.at === 'pod' || from.at === 'machine';
    const client = this.addressOf(from);
    for (const service of lab.services) {
      if (service.type === 'ExternalName' || service.type === 'Headless') continue;
      const pods = cluster.workloadPods(service.workload).filter(({ ready }) => ready);
      const port = service.ports.find((candidate) => candidate.port === number);
      if (inside && port && [cluster.clusterIp(service), service.name].includes(host)) return { pods, port, client };
      if (service.type === 'LoadBalancer' && port && host === String(service.address)) {
        if (cluster.silence > 0) {
          cluster.silence -= 1;
          return undefined;
        }
        const node = cluster.announcer(service);
        if (service.externalTrafficPolicy === 'Cluster') return { pods, port, client: String(node.address) };
        // What a pod asks is not from outside the cluster.
        return { pods: from.at === 'pod' ? pods : pods.filter((pod) => pod.node === node), port, client };
      }
      const onNode = from.at === 'outside' ? undefined : service.ports.find(({ nodePort }) => nodePort === number);
      const node = machines(lab).find(({ address }) => String(address) === host);
      if (service.type !== 'NodePort' || !onNode || !node) continue;
      if (service.externalTrafficPolicy === 'Cluster') return { pods, port: onNode, client: host };
      // What a pod asks is not from outside the cluster.
      const own = from.at === 'pod' ? pods : pods.filter((pod) => pod.node === node);
      return own.length > 0 ? { pods: own, port: onNode, client } : undefined;
    }
    const pod = cluster.pods().find(({ address, labels }) => address === host && labels.app !== undefined);
    return inside && pod && number === 8080
      ? { pods: [pod], port: { name: 'http', port: 8080, targetPort: 8080 }, client }
      : undefined;
  }

  private addressOf(from: VantagePoint): string {
    if (from.at === 'pod') return this.cluster.toolboxes().find(({ node }) => node.name === from.node)!.address;
    return String(from.at === 'outside' ? this.lab.internet.client : this.lab.network.client);
  }
}

const joined = (outcomes: readonly Outcome[]) => ({
  stdout: outcomes.map(({ stdout }) => stdout).join(''),
  stderr: outcomes.map(({ stderr }) => stderr).join(''),
});
