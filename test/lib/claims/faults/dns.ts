import { type DnsPacket, dnsQuestions } from '../../../../lib/probe';
import { captured } from '../../fake-lab/fake-capture';
import type { Asked } from '../../fake-lab/fake-lab';
import type { Outcome } from '../../fake-lab/outcome';
import type { FaultyLab } from '../faults';
import { answering, asks, failing, item, lists, faulty, reachOf, replacing, runs, visits, withoutRecord } from './injecting';

const nodes = ['control-plane', 'worker-1', 'worker-2'];
const first = 'pod worker-1';

const server: FaultyLab[] = [
  faulty(
    'dns.company-forward',
    'a machine has a wrong address in the zone',
    asks('worker-2.company.internal', 'lan'),
    replacing('56.32', '56.99'),
  ),
  faulty('dns.company-forward', 'what is published has no name', asks('www.company.internal', 'lan'), withoutRecord('www')),
  faulty(
    'dns.company-reverse',
    'an address has a wrong name',
    asks('-x 192.168.56.31', 'lan'),
    replacing('worker-1.company', 'worker-9.company'),
  ),
  faulty(
    'dns.company-no-such-name',
    'the zone answers every name',
    runs(/^dig .*never-asked-\d+\.company/, 'lan'),
    replacing('NXDOMAIN', 'NOERROR'),
  ),
  faulty(
    'dns.company-no-such-address',
    'an address nobody has has a name',
    asks('-x 192.168.56.254', 'lan'),
    replacing('NXDOMAIN', 'NOERROR'),
  ),
  faulty(
    'dns.external.ext-github',
    'the name server has another address for github.com',
    asks('github.com A', 'lan'),
    replacing('203.0.113.80', '203.0.113.81'),
  ),
  faulty(
    'dns.no-loop',
    'the name server asks others for cluster names',
    asks('kubernetes.default.svc.cluster.local A', 'lan'),
    replacing(' aa ', ' '),
  ),
  faulty(
    'dns.no-loop',
    'the name server knows cluster names',
    asks('kubernetes.default.svc.cluster.local A', 'lan'),
    replacing('NXDOMAIN', 'NOERROR'),
  ),
  faulty(
    'dns.no-zone-transfer',
    'the name server gives its zone to everybody',
    runs(/AXFR/, 'lan'),
    answering(
      'company.internal.\t300\tIN\tSOA\tname-server.company.internal. hostmaster.company.internal. 1 3600 600 86400 60\n',
    ),
  ),
  faulty(
    'dns.no-zone-transfer',
    'nobody answers, which proves nothing',
    runs(/AXFR/, 'lan'),
    failing(9, 'no servers could be reached'),
  ),
];

const fromNodes = nodes.flatMap((node) => [
  faulty(
    `dns.company-forward-from-node.${node}`,
    'a node asks another resolver',
    asks('worker-2.company.internal A', `machine ${node}`),
    replacing(/response_address: "192\.168\.56\.50"/g, 'response_address: "8.8.8.8"'),
  ),
  faulty(
    `dns.company-forward-from-node.${node}`,
    'a node does not find a name',
    asks('worker-2.company.internal A', `machine ${node}`),
    withoutRecord('worker-2'),
  ),
  faulty(
    `dns.company-reverse-from-node.${node}`,
    'a node finds another name',
    asks('-x 192.168.56.31', `machine ${node}`),
    replacing('worker-1.company', 'worker-9.company'),
  ),
]);

const fromPods = nodes.flatMap((node) => [
  faulty(
    `dns.company-forward-from-pod.${node}`,
    'CoreDNS does not know the zone',
    asks('worker-2.company.internal A', `pod ${node}`),
    withoutRecord('worker-2'),
  ),
  faulty(
    `dns.company-forward-from-pod.${node}`,
    'CoreDNS has an old address',
    asks('worker-2.company.internal A', `pod ${node}`),
    replacing('56.32', '56.99'),
  ),
  faulty(
    `dns.company-forward-from-pod.${node}`,
    'the pod asks another resolver',
    asks('worker-2.company.internal A', `pod ${node}`),
    replacing(/10\.96\.0\.10/g, '8.8.8.8'),
  ),
  faulty(
    `dns.company-reverse-from-pod.${node}`,
    'CoreDNS has no reverse zone',
    asks('-x 192.168.56.31', `pod ${node}`),
    replacing(/^.* IN PTR worker-1.*$/m, ''),
  ),
  faulty(
    `dns.company-no-such-name-from-pod.${node}`,
    'CoreDNS fails instead of saying no',
    // The claim about the stopped name server asks such names, too, after the server has been stopped.
    (asked) =>
      runs(/^dig .*never-asked-\d+\.company/, `pod ${node}`)(asked) && asked.argv.filter((word) => word === 'A').length === 1,
    replacing('NXDOMAIN', 'SERVFAIL'),
  ),
  faulty(
    `dns.external-from-pod.ext-github.${node}`,
    'CoreDNS does not resolve external names',
    asks('github.com A', `pod ${node}`),
    withoutRecord('github'),
  ),
  faulty(
    `dns.external-from-pod.ext-github.${node}`,
    'the pod asks another resolver',
    asks('github.com A', `pod ${node}`),
    replacing(/10\.96\.0\.10/g, '8.8.8.8'),
  ),
]);

const through = 'dns.external-through-name-server.ext-github';

/** The watch for a pod's question and where it goes on to, not the one that shows whether tcpdump sees anything. */
const watchesPods = runs(/ tcpdump .* 180 2 /);

/** Changes or removes what was captured. */
const packets =
  (change: (packet: DnsPacket) => DnsPacket | undefined) =>
  (truth: Outcome): Outcome =>
    captured(dnsQuestions(Buffer.from(truth.stdout, 'base64')).flatMap((packet) => change(packet) ?? []));

const hops: FaultyLab[] = [
  faulty(through, 'nothing reaches the name server', watchesPods, () => ({ ...captured([]), exitCode: 124 })),
  faulty(through, 'tcpdump sees no packet at all', runs('tcpdump'), () => ({ ...captured([]), exitCode: 124 })),
  faulty(through, 'tcpdump did not listen', runs('tcpdump'), (truth) => ({ ...truth, stderr: '' })),
  faulty(through, 'tcpdump wrote no capture', runs('tcpdump'), answering('tcpdump: eth0: no such device')),
  faulty(
    through,
    'somebody else asks the name server',
    watchesPods,
    packets((packet) => ({ ...packet, source: packet.source.replace('20.96.2.3', '20.96.2.7') })),
  ),
  faulty(
    through,
    'the name server asks another server',
    watchesPods,
    packets((packet) => ({ ...packet, destination: packet.destination.replace(/^192\.168\.56\.1$/, '8.8.8.8') })),
  ),
  faulty(
    through,
    'the name server asks nobody',
    watchesPods,
    packets((packet) => (packet.destination === '192.168.56.50' ? packet : undefined)),
  ),
  faulty(
    through,
    'the pod asks another resolver',
    runs(/^dig .*never-asked-\d+-q\d+\.github/, first),
    replacing(/10\.96\.0\.10/g, '8.8.8.8'),
  ),
];

const inCluster: FaultyLab[] = [
  faulty(
    'dns.external-no-such-name',
    'CoreDNS answers every name outside',
    runs(/^dig .*never-asked-\d+\.invalid/, first),
    replacing('NXDOMAIN', 'NOERROR'),
  ),
  {
    ...faulty(
      'dns.kubernetes',
      "Kubernetes' own name has a wrong address",
      asks('@10.96.0.10', first),
      replacing(/(kubernetes\.default.*)10\.96\.0\.1'/, "$110.96.0.2'"),
    ),
    also: ['reach.cluster-dns.from-pod.worker-1'],
  },
  ...['api-tester', 'api-tester-nodeport', 'api-tester-lb'].map((name) =>
    faulty(`dns.service.${name}`, 'a Service has no name', asks(`${name}.default.svc.cluster.local A`), answering('')),
  ),
  faulty(
    'dns.service.api-tester',
    "a Service's name has another address",
    asks('api-tester.default.svc.cluster.local A'),
    replacing('10.96.0.100', '10.96.0.101'),
  ),
  {
    ...faulty(
      'dns.service.api-tester-lb',
      'a Service has no cluster address',
      lists('services'),
      item('api-tester-lb', (service) => (service.spec.clusterIP = 'None')),
    ),
    also: reachOf('api-tester-lb', 'pod', 'node'),
  },
  faulty(
    'dns.no-such-service',
    'CoreDNS answers every name in the cluster',
    runs(/^dig .*never-asked-\d+\.default/),
    replacing('NXDOMAIN', 'NOERROR'),
  ),
  faulty('dns.intranet-page', 'the web server shows its page as an error', titled(), replacing(/200(?=[^\n]*$)/, '500')),
  faulty('dns.intranet-page', 'the web server shows another page', titled(), replacing('<title>', '<title>Welcome to ')),
  faulty('dns.intranet-page', 'another machine answers under the name', titled(), replacing('56.50', '56.51')),
];

function titled() {
  return visits('http://intranet.company.internal/', first);
}

/** For a name there is and one there is not, once the name server runs again. */
const companyIsAskedAgain = (asked: Asked): boolean =>
  asks('intranet.company.internal A', first)(asked) && runs('never-asked')(asked);

const stopped: FaultyLab[] = [
  {
    fails: 'dns.name-server-stopped',
    fault: 'company names are answered by somebody else',
    inject: (fake) =>
      fake.inject(
        () => fake.dns.stopped,
        (truth) => ({ ...truth, stdout: truth.stdout.replace('SERVFAIL', 'NXDOMAIN') }),
      ),
  },
  {
    fails: 'dns.name-server-stopped',
    fault: 'cluster names fail with the name server',
    inject: (fake) => fake.inject(() => fake.dns.stopped, withoutRecord('kubernetes')),
  },
  faulty('dns.name-server-stopped', 'company names do not come back', companyIsAskedAgain, withoutRecord('intranet')),
  faulty(
    'dns.name-server-stopped',
    'company names come back, and so do names there are not',
    companyIsAskedAgain,
    replacing('NXDOMAIN', 'SERVFAIL'),
  ),
  faulty('dns.name-server-stopped', 'the server does not run beforehand', runs('is-active named'), failing(3, '', 'inactive')),
  faulty(
    'dns.name-server-stopped',
    'systemd could not be asked to the end',
    runs('is-active named'),
    failing(255, 'connection closed', 'active'),
  ),
  faulty('dns.name-server-stopped', 'the server is starting for ever', runs('is-active named'), answering('activating')),
  faulty('dns.name-server-stopped', 'the server cannot be stopped', runs('systemctl stop'), failing(1, 'Access denied')),
  faulty('dns.name-server-stopped', 'the server cannot be started', runs('systemctl start'), failing(1, 'Access denied')),
];

export const dnsFaults: readonly FaultyLab[] = [...server, ...fromNodes, ...fromPods, ...hops, ...inCluster, ...stopped];
