import type { Asked } from '../../fake-lab/fake-lab';
import { labs } from '../../fake-lab/labs';
import type { FaultyLab } from '../faults';
import { answering, asks, failing, item, lists, faulty, reachOf, replacing, runs, verifies, visits } from './injecting';

/** Not the zone's own servers. */
const nameServerIsAsked = (asked: Asked): boolean =>
  asks('partner.example SOA', 'lan')(asked) && asked.argv.includes('@192.168.56.50');

/** What only a lab with several Services of each type can be wrong about. */
const several: readonly FaultyLab[] = [
  faulty(
    'node-port.30082.worker-2',
    'a node without a pod answers although the policy is Local',
    visits('http://192.168.56.32:30082/', 'lan'),
    answering('1'),
  ),
  faulty(
    'node-port.30082.worker-1',
    'a node with a pod is silent although the policy is Local',
    visits('http://192.168.56.31:30082/hostname', 'lan'),
    failing(28, 'curl: (28) timed out'),
  ),
  faulty(
    'node-port.30082.worker-1',
    "another node's pod answers although the policy is Local",
    visits('http://192.168.56.31:30082/hostname', 'lan'),
    replacing(/search-abc-0/, 'search-abc-1'),
  ),
  faulty(
    'node-port.30070.worker-1',
    "another node's pod answers, one of the same workload, although the policy is Local",
    visits('http://192.168.56.31:30070/hostname', 'lan'),
    replacing(/shop-abc-0/, 'shop-abc-1'),
  ),
  faulty(
    'node-port.client-address.shop-local',
    'the pods see a node although the policy is Local and each worker has one',
    visits('http://192.168.56.31:30070/clientip', 'lan'),
    replacing('192.168.56.10:', '192.168.56.31:'),
  ),
  faulty(
    'node-port.client-address.search-port',
    'the pods see a node although the policy is Local',
    visits('http://192.168.56.31:30082/clientip', 'lan'),
    replacing('192.168.56.10:', '192.168.56.31:'),
  ),
  faulty(
    'load-balancer.http.shop-out',
    'a pod of another node answers although the policy is Local',
    visits('http://192.168.56.60:80/hostname', 'outside'),
    replacing(/shop-abc-0/, 'shop-abc-1'),
  ),
  faulty(
    'load-balancer.https.shop-out',
    "the certificate is somebody else's although the policy is Local",
    verifies('https://192.168.56.60:443/hostname', 'outside'),
    failing(60, 'curl: (60) SSL certificate problem'),
  ),
  {
    ...faulty(
      'load-balancer.http.search-local',
      'a worker without a pod announces the address although the policy is Local',
      runs(/arping .* 192\.168\.56\.68$/),
      replacing(/52:54:00:a8:38:1f/g, '52:54:00:a8:38:20'),
    ),
    also: ['load-balancer.port-2.search-local', 'load-balancer.announcer.search-local'],
  },
  {
    ...faulty(
      'load-balancer.http.search-local',
      'nobody announces the address although the policy is Local',
      runs(/arping .* 192\.168\.56\.68$/),
      failing(1, ''),
    ),
    also: ['load-balancer.port-2.search-local', 'load-balancer.announcer.search-local'],
  },
  faulty(
    'load-balancer.closed.search-local',
    'the port after those published answers',
    visits('http://192.168.56.68:82/', 'outside'),
    answering('1'),
  ),
  faulty(
    'load-balancer.closed.search-out',
    'the port after the last one answers',
    visits('http://192.168.56.61:1/', 'outside'),
    answering('1'),
  ),
  faulty(
    'load-balancer.client-address.shop-out',
    'the pods see a node although the policy is Local',
    visits('http://192.168.56.60:80/clientip', 'outside'),
    replacing('198.51.100.20:', '192.168.56.31:'),
  ),
  faulty(
    'load-balancer.announcer.shop-out',
    'another worker announces the address as well',
    runs(/arping .* 192\.168\.56\.60$/),
    answering('52:54:00:a8:38:1f\n52:54:00:a8:38:20'),
  ),
  faulty(
    'cluster-ip.by-address.orders-in.worker-1',
    'something else than PostgreSQL answers',
    runs(/10\.96\.\d+\.\d+ 5432$/, 'pod worker-1'),
    answering('H'),
  ),
  faulty(
    'node-port.30085.worker-2',
    'nobody answers for the database',
    runs(/192\.168\.56\.32 30085$/, 'lan'),
    failing(1, 'bash: connect: Connection refused'),
  ),
  faulty(
    'load-balancer.postgres.orders-out',
    'the database is not published',
    runs(/192\.168\.56\.69 5432$/, 'outside'),
    failing(124, ''),
  ),
  faulty(
    'dns.forward-zone.partner.example',
    'the name server does not reach the servers of the zone',
    nameServerIsAsked,
    replacing('NOERROR', 'SERVFAIL'),
  ),
  faulty(
    'dns.forward-zone.partner.example',
    'the name server asks somebody else, who does not know the zone',
    nameServerIsAsked,
    replacing('NOERROR', 'NXDOMAIN'),
  ),
  faulty(
    'external-name.resolves.gate',
    "a name of the company's has another address",
    asks('gate.default.svc.cluster.local A'),
    replacing("192.168.56.1'", "192.168.56.2'"),
  ),
  faulty(
    'external-name.resolves.partner',
    'a name whose address nobody knows beforehand has none',
    asks('partner.default.svc.cluster.local A'),
    replacing(/^.* \d+ IN A .*$/m, ''),
  ),
  faulty(
    'external-name.page.partner',
    'a server whose address nobody knows beforehand is silent',
    visits('http://partner/', 'pod worker-2'),
    failing(28, 'curl: (28) timed out', '\n000 '),
  ),
  faulty(
    'headless.srv.orders-again',
    'a Service that does not govern the pods gives them their names',
    runs('_tcp.orders-again.default'),
    replacing(/20-96-2-\d+\.orders-again/, 'orders-0.orders-again'),
  ),
].map((fault) => ({ ...fault, lab: labs['several Services of each type'] }));

/** DNS is right about the pods there are, and there are not as many as planned. */
const podMissing: FaultyLab = {
  fails: 'headless.records.web-pods',
  also: ['headless.srv.web-pods', ...reachOf('web-pods', 'pod')],
  fault: 'a planned pod is not ready, and DNS says so',
  lab: labs['a headless Service alone'],
  inject: (fake) => {
    const [, missing] = fake.cluster.workloadPods('web');
    fake.inject(
      lists('pods'),
      item(missing!.name, (pod) => (pod.status.conditions = [])),
    );
    fake.inject(runs(/^dig .*web-pods\.default/), (truth) => ({
      ...truth,
      stdout: truth.stdout
        .split('\n')
        .filter((line) => !line.includes(missing!.address) && !line.includes(missing!.address.replaceAll('.', '-')))
        .join('\n'),
    }));
  },
};

/** No pod is there to be looked at, which proves nothing. */
const nobodyThere: FaultyLab = {
  fails: 'pods.without-nat.control-plane',
  also: [
    ...['pods.without-nat.worker-1', 'pods.without-nat.worker-2', 'headless.records.web-pods', 'headless.srv.web-pods'],
    ...reachOf('web-pods', 'pod', 'node', 'lan', 'name-server', 'outside', 'own-pods'),
    'reach.follows-change',
  ],
  fault: 'no pod of the workload is ready',
  lab: labs['a headless Service alone'],
  inject: (fake) => {
    for (const pod of fake.cluster.workloadPods('web')) {
      fake.inject(
        lists('pods'),
        item(pod.name, (object) => (object.status.conditions = [])),
      );
    }
    fake.inject(runs(/^dig .*web-pods\.default/), replacing(/^.*web-pods.*$/gm, ''));
  },
};

/** Nobody knows beforehand what the real internet answers. */
const realInternet: readonly FaultyLab[] = [
  faulty(
    'pods.masqueraded.worker-1',
    'nothing outside answers',
    visits('http://github.com/', 'pod worker-1'),
    failing(28, 'curl: (28) timed out', '\n000 '),
  ),
  faulty('dns.external.ext-github', 'the name has no address', asks('github.com A', 'lan'), replacing(/^.* \d+ IN A .*$/gm, '')),
].map((fault) => ({ ...fault, lab: labs['the internet of this machine'] }));

/** CoreDNS asks a server outside, as the definition says. */
const publicForwarder: readonly FaultyLab[] = [
  {
    ...faulty(
      'dns.company-unknown-from-pod',
      'pods find a name of the company',
      asks('intranet.company.internal A', 'pod worker-1'),
      answering(
        ';; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n;intranet.company.internal. IN A\n\n;; ANSWER SECTION:\nintranet.company.internal. 30 IN A 192.168.56.50\n\n;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)\n',
      ),
    ),
    also: ['reach.name-server.from-pod.worker-1'],
  },
  faulty(
    'dns.company-unknown-from-pod',
    'the server outside fails',
    asks('intranet.company.internal A', 'pod worker-1'),
    replacing('NXDOMAIN', 'SERVFAIL'),
  ),
  faulty(
    'dns.company-unknown-from-pod',
    'the pod asks another resolver',
    asks('intranet.company.internal A', 'pod worker-1'),
    replacing(/10\.96\.0\.10/g, '8.8.8.8'),
  ),
  faulty(
    'external-name.resolves.forge',
    'the server outside has another address',
    asks('forge.default.svc.cluster.local A'),
    replacing('203.0.113.80', '203.0.113.81'),
  ),
  faulty(
    'pods.own-address.worker-2',
    "a pod does not reach the company's server by its address",
    runs('http://192.168.56.50/?', 'pod worker-2'),
    failing(28, 'curl: (28) timed out', '\n000 '),
  ),
].map((fault) => ({ ...fault, lab: labs['a cluster that asks a public name server'] }));

export const otherFaults: readonly FaultyLab[] = [...several, podMissing, nobodyThere, ...realInternet, ...publicForwarder];
