import { type Lab, type Machine, nodePodCidr, nodes } from '../../../lib/model';
import { captured, prefixOf } from './fake-capture';
import type { FakeCluster } from './fake-cluster';
import type { FakeDns } from './fake-dns';
import type { FakeWeb } from './fake-web';
import { failed, type Outcome, said } from './outcome';

/** What every right clock shows. */
export const hostTime = '1795602907.250000000';

/** What one looks at on a machine. */
export class FakeMachines {
  constructor(
    private readonly lab: Lab,
    private readonly cluster: FakeCluster,
    private readonly dns: FakeDns,
    private readonly web: FakeWeb,
  ) {}

  /** Undefined for a command that is not the machine's own affair. */
  run(machine: Machine, argv: readonly string[]): Outcome | undefined {
    const line = argv.join(' ');
    if (line === 'hostname') return said(machine.name);
    if (line.startsWith('ip -j address')) return said(JSON.stringify([this.device(machine)]));
    if (line.startsWith('ip -j -4 route')) return said(JSON.stringify(this.routes(machine)));
    if (line === 'cat /etc/resolv.conf') return said(this.resolvConf(machine));
    if (line === 'systemctl is-active named') return this.dns.stopped ? failed(3, '', 'inactive') : said('active');
    if (line === 'cat /proc/sys/kernel/random/boot_id') return this.boot(machine);
    if (line.startsWith('systemctl is-active')) return said('active\nactive');
    if (line.startsWith('sudo sh -ec systemctl')) return this.setNamed(argv[3]!.split(' ')[1]!);
    if (line.startsWith('sudo systemctl')) return this.setNamed(argv[2]!);
    if (line === 'sudo iptables-save -t nat') return said(this.cluster.natRules());
    if (line.startsWith('sudo arping')) return this.arping(argv.at(-1)!);
    if (line.includes(' tcpdump ')) return this.packets(prefixOf(argv.at(-1)!));
    if (line.startsWith('sudo grep')) return said(this.web.accessLog.filter((entry) => entry.includes(argv[3]!)).join('\n'));
    if (line.includes('sysrq-trigger')) return this.cutPower(machine);
    if (line.startsWith('sudo sh -c find')) return this.keys(machine);
    if (line.startsWith('sh -c cat /proc/uptime')) return said('86400.00 172800.00\n9000000');
    if (line.startsWith('sh -c systemctl show')) return said(unitStates(line));
    if (line.startsWith('df ')) return said('Use% IUse%\n 31%    12%\n');
    if (line.startsWith('sh -c date')) return said(this.clock());
    if (line === 'cat /proc/sys/net/ipv4/ip_forward') return said('1');
    if (line.startsWith('sudo perl -e')) return said('');
    if (line.startsWith('sudo awk')) return said('23 accounts');
    if (line.startsWith('sudo curl')) return this.asKubelet(machine, line);
    if (line.startsWith('sudo sh -c sed')) return said('401');
    return undefined;
  }

  private device = ({ mac, address }: Machine): object => ({
    ifname: 'eth0',
    address: mac,
    addr_info: [{ family: 'inet', local: String(address), prefixlen: this.lab.network.cidr.prefix }],
  });

  private routes(machine: Machine): object[] {
    const { gateway, cidr } = this.lab.network;
    const others = nodes(this.lab).filter((node) => node !== machine);
    return [
      { dst: 'default', gateway: String(gateway), dev: 'eth0' },
      { dst: String(cidr), dev: 'eth0' },
      ...others.map((node) => ({ dst: String(nodePodCidr(this.lab, node)), gateway: String(node.address), dev: 'eth0' })),
    ];
  }

  private resolvConf = ({ role }: Machine): string =>
    `# Written by cloud-init.\nnameserver ${role === 'name-server' ? '127.0.0.1' : this.lab.nameServer.address}\nsearch ${this.lab.dns.zone}\n`;

  private clock(): string {
    const { gateway } = this.lab.network;
    const unit = 'ActiveState=active\nUnitFileState=enabled\nActiveEnterTimestampMonotonic=20000000';
    const hex = gateway.octets().map((octet) => octet.toString(16).padStart(2, '0'));
    const tracking = `${hex.join('').toUpperCase()},${gateway},11,${hostTime},0.000002,-0.000003,0.0005,1.2,0.001,0.1,0.0006,0.02,8.1,Normal`;
    return `${hostTime}\n${Math.floor(Number(hostTime))} 5000.00\n${unit}\n\n${unit}\n${tracking}\n`;
  }

  private setNamed(command: string): Outcome {
    this.dns.stopped = command === 'stop';
    return said('');
  }

  private boot({ name }: Machine): Outcome {
    return this.cluster.isOff(name) ? failed(255, 'ssh: connect to host: No route to host') : said(this.cluster.bootOf(name));
  }

  private cutPower(machine: Machine): Outcome {
    this.cluster.cutPower(machine);
    return said('');
  }

  private arping(address: string): Outcome {
    const service = this.lab.services.find((other) => other.type === 'LoadBalancer' && String(other.address) === address);
    if (service?.type !== 'LoadBalancer') return failed(1, '');
    return said(Array(3).fill(this.cluster.announcer(service).mac).join('\n'));
  }

  /** What tcpdump captures on the name server of a question: the host's arrives, and a pod's goes by CoreDNS and on to the upstream. */
  private packets(mark: string): Outcome {
    const { nameServer, dns, network } = this.lab;
    const server = String(nameServer.address);
    const question = this.dns.asked.find(({ name }) => name.startsWith(mark));
    if (question?.from.at === 'lan')
      return captured([{ source: String(network.gateway), destination: server, name: question.name }]);
    if (!this.dns.forwards || !question) return { ...captured([]), exitCode: 124 };
    const { name } = question;
    const zone = dns.forwardZones.find((candidate) => name.endsWith(`.${candidate.zone}`));
    const upstream = String(zone?.servers[0] ?? dns.upstreams[0]);
    return captured([
      { source: this.cluster.coredns().address, destination: server, name },
      { source: server, destination: upstream, name },
    ]);
  }

  /** What the API server answers kubelet: its own node, and nothing else. */
  private asKubelet({ name }: Machine, line: string): Outcome {
    const urls = line.split(' ').filter((word) => word.startsWith('https://'));
    return said(urls.map((url) => (url.endsWith(`/nodes/${name}`) ? '200' : '403')).join('\n'));
  }

  private keys(machine: Machine): Outcome {
    const own = machine.role === 'control-plane' ? '600 root /etc/kubernetes/pki/ca.key\n600 root /etc/lab/pki/ca.key\n' : '';
    return said(`${own}searched\n`);
  }
}

/** `systemctl show` of the units that are asked for, and no unit that failed. */
function unitStates(line: string): string {
  const units = /UnitFileState (.*)$/m.exec(line)![1]!.split(' ');
  return `${units.map((unit) => `Id=${unit}.service\nActiveState=active\nUnitFileState=enabled\n`).join('\n')}failed:\n`;
}
