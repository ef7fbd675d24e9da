import { type Asked, failed, type FakeLab, said } from './fake-lab';

/** A lab that is wrong in one way, and the one claim that must notice. */
export interface LyingLab {
  readonly lie: string;
  readonly red: string;
  tell(fake: FakeLab): void;
}

const at = (place: string) => (asked: Asked) =>
  asked.from !== 'kubectl' && (asked.from.at === 'pod' ? `pod ${asked.from.node}` : asked.from.at) === place;
const get =
  (...words: string[]) =>
  (asked: Asked) =>
    asked.from === 'kubectl' && asked.line.startsWith(`get ${words.join(' ')} `);
const asks = (text: string, place?: string) => (asked: Asked) =>
  asked.argv[0] === 'dig' && ` ${asked.line} `.includes(` ${text} `) && (place === undefined || at(place)(asked));
const visits = (url: string, place: string) => (asked: Asked) =>
  asked.argv[0] === 'curl' && asked.line.includes(` ${url}`) && at(place)(asked);
const first = 'pod worker-1';

const replacing = (search: string | RegExp, put: string) => (truth: { stdout: string }) =>
  said(truth.stdout.replace(search, put));
const answering = (text: string) => () => said(text);
const onePod = () => said(Array(40).fill('api-tester-abc-0').slice(0, 16).join('\n'));
// The API's objects are deep and a lie may be anywhere in them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const json = (change: (object: any) => void) => (truth: { stdout: string }) => {
  const object = JSON.parse(truth.stdout);
  change(object);
  return said(JSON.stringify(object));
};

const lying = (red: string, lie: string, about: (asked: Asked) => boolean, told: Parameters<FakeLab['lie']>[1]): LyingLab => ({
  red,
  lie,
  tell: (fake) => fake.lie(about, told),
});

const nodes: LyingLab[] = [
  lying(
    'nodes.planned',
    'a third worker has joined',
    get('nodes'),
    json((list) => list.items.push({ metadata: { name: 'worker-3' } })),
  ),
  lying(
    'nodes.planned',
    'a worker has never joined',
    get('nodes'),
    json((list) => list.items.pop()),
  ),
  lying(
    'nodes.ready.control-plane',
    'the control plane has no role label',
    get('node', 'control-plane'),
    json((node) => (node.metadata.labels = {})),
  ),
  lying(
    'nodes.ready.worker-1',
    'a worker is not Ready',
    get('node', 'worker-1'),
    json((node) => (node.status.conditions[0].status = 'Unknown')),
  ),
  lying(
    'nodes.ready.worker-2',
    'a worker has another address',
    get('node', 'worker-2'),
    json((node) => (node.status.addresses[0].address = '10.0.2.15')),
  ),
];

const dns: LyingLab[] = [
  lying(
    'dns.company-forward',
    'a machine has a wrong address in the zone',
    asks('worker-2.company.internal A', 'lan'),
    replacing('56.32', '56.99'),
  ),
  lying(
    'dns.company-reverse',
    'an address has a wrong name',
    asks('-x 192.168.56.31', 'lan'),
    replacing('worker-1.company', 'worker-9.company'),
  ),
  lying(
    'dns.company-no-such-name',
    'the zone answers every name',
    (asked) => at('lan')(asked) && /never-asked-\d+\.company/.test(asked.line),
    replacing('NXDOMAIN', 'NOERROR'),
  ),
  ...['worker-1', 'worker-2'].flatMap((node) => [
    lying(
      `dns.company-forward-from-pod.${node}`,
      'CoreDNS does not know the zone',
      asks('worker-2.company.internal A', `pod ${node}`),
      replacing(/^worker-2.*$/m, ''),
    ),
    lying(
      `dns.company-forward-from-pod.${node}`,
      'CoreDNS has an old address',
      asks('worker-2.company.internal A', `pod ${node}`),
      replacing('56.32', '56.99'),
    ),
    lying(
      `dns.company-forward-from-pod.${node}`,
      'the pod asks another resolver',
      asks('worker-2.company.internal A', `pod ${node}`),
      replacing(/10\.96\.0\.10/g, '8.8.8.8'),
    ),
    lying(
      `dns.company-reverse-from-pod.${node}`,
      'CoreDNS has no reverse zone',
      asks('-x 192.168.56.31', `pod ${node}`),
      replacing(/^.*PTR\tworker-1.*$/m, ''),
    ),
    lying(
      `dns.company-no-such-name-from-pod.${node}`,
      'CoreDNS fails instead of saying no',
      (asked) => asks('+time=5', `pod ${node}`)(asked) && /never-asked-\d+\.company/.test(asked.line),
      replacing('NXDOMAIN', 'SERVFAIL'),
    ),
    lying(
      `dns.external-from-pod.ext-github.${node}`,
      'CoreDNS does not resolve external names',
      asks('github.com A', `pod ${node}`),
      replacing(/^github.*$/m, ''),
    ),
    lying(
      `dns.external-from-pod.ext-github.${node}`,
      'the pod asks another resolver',
      asks('github.com A', `pod ${node}`),
      replacing(/10\.96\.0\.10/g, '8.8.8.8'),
    ),
  ]),
  lying(
    'dns.external.ext-github',
    'the name server has another address for github.com',
    asks('github.com A', 'lan'),
    replacing('203.0.113.80', '203.0.113.81'),
  ),
  {
    red: 'dns.external-through-name-server.ext-github',
    lie: 'CoreDNS asks somebody else for external names',
    tell: (fake) => (fake.forwards = false),
  },
  lying(
    'dns.external-through-name-server.ext-github',
    'the name server claims to know everything',
    (asked) => asked.line.includes('+norecurse'),
    replacing('NOERROR', 'NXDOMAIN'),
  ),
  lying(
    'dns.kubernetes',
    "Kubernetes' own name has a wrong address",
    asks('kubernetes.default.svc.cluster.local A'),
    replacing('10.96.0.1\n', '10.96.0.2\n'),
  ),
  ...['api-tester', 'api-tester-nodeport', 'api-tester-lb'].map((name) =>
    lying(`dns.service.${name}`, 'a Service has no name', asks(`${name}.default.svc.cluster.local A`), answering('')),
  ),
  lying(
    'dns.service.api-tester',
    "a Service's name has another address",
    asks('api-tester.default.svc.cluster.local A'),
    replacing('10.96.0.100', '10.96.0.101'),
  ),
  lying(
    'dns.no-such-service',
    'CoreDNS answers every name in the cluster',
    (asked) => /never-asked-\d+\.default/.test(asked.line),
    replacing('NXDOMAIN', 'NOERROR'),
  ),
  lying(
    'dns.intranet-page',
    'the web server shows another page',
    visits('http://intranet.company.internal/', first),
    replacing('<title>', '<title>Welcome to '),
  ),
  lying(
    'dns.intranet-page',
    'another machine answers under the name',
    visits('http://intranet.company.internal/', first),
    replacing('56.50', '56.51'),
  ),
];

const clusterIp: LyingLab[] = [
  lying(
    'cluster-ip.address.api-tester',
    'the Service is open on a node port too',
    get('service', 'api-tester'),
    json((service) => (service.spec.type = 'NodePort')),
  ),
  ...['worker-1', 'worker-2'].flatMap((node) => [
    lying(
      `cluster-ip.by-address.api-tester.${node}`,
      'kube-proxy has stopped',
      visits('http://10.96.0.100:80', `pod ${node}`),
      () => failed(28, 'curl: (28) timed out'),
    ),
    lying(
      `cluster-ip.by-address.api-tester.${node}`,
      'one pod gets every request',
      visits('http://10.96.0.100:80', `pod ${node}`),
      onePod,
    ),
    lying(
      `cluster-ip.by-name.api-tester.${node}`,
      'one request in many is lost',
      visits('http://api-tester:80', `pod ${node}`),
      replacing(/^.*\n/, ''),
    ),
  ]),
  lying(
    'cluster-ip.by-name.api-tester.worker-1',
    'somebody else answers',
    visits('http://api-tester:80', first),
    replacing('api-tester-abc-0', '<html>hotel wifi</html>'),
  ),
  lying(
    'cluster-ip.closed-from-lan.api-tester',
    'the LAN reaches the ClusterIP',
    visits('http://10.96.0.100:80', 'lan'),
    answering('1'),
  ),
  lying(
    'cluster-ip.closed-from-outside.api-tester',
    'outsiders reach the ClusterIP',
    visits('http://10.96.0.100:80', 'outside'),
    answering('1'),
  ),
  lying(
    'cluster-ip.closed-from-outside.api-tester',
    'the ClusterIP accepts but says nothing',
    visits('http://10.96.0.100:80', 'outside'),
    () => failed(28, 'curl: (28) timed out', '1'),
  ),
  lying('cluster-ip.closed-from-lan.api-tester', 'the LAN host has no curl', visits('http://10.96.0.100:80', 'lan'), () =>
    failed(127, 'curl: not found'),
  ),
];

const nodePort: LyingLab[] = ['control-plane:30', 'worker-1:31', 'worker-2:32'].flatMap((pair) => {
  const [node, host] = pair.split(':');
  return [
    lying(`node-port.30080.${node}`, 'a node does not answer', visits(`http://192.168.56.${host}:30080`, 'lan'), () =>
      failed(7, 'curl: (7) refused'),
    ),
    lying(
      `node-port.30080.${node}`,
      'a node answers from its own pod only',
      visits(`http://192.168.56.${host}:30080`, 'lan'),
      onePod,
    ),
    lying(
      `node-port.closed.${node}`,
      'a node answers on another port',
      visits(`http://192.168.56.${host}:30085`, 'lan'),
      answering('1'),
    ),
  ];
});

const loadBalancer: LyingLab[] = [
  lying(
    'load-balancer.address.api-tester-lb',
    'the Service waits for its address',
    get('service', 'api-tester-lb'),
    json((service) => (service.status = {})),
  ),
  lying(
    'load-balancer.address.api-tester-lb',
    'the Service has another address',
    get('service', 'api-tester-lb'),
    json((service) => (service.status.loadBalancer.ingress[0].ip = '192.168.56.61')),
  ),
  lying('load-balancer.http.api-tester-lb', 'nobody announces the address', visits('http://192.168.56.60:80', 'outside'), () =>
    failed(7, 'curl: (7) No route to host'),
  ),
  lying('load-balancer.http.api-tester-lb', 'one pod gets every request', visits('http://192.168.56.60:80', 'outside'), onePod),
  lying(
    'load-balancer.https.api-tester-lb',
    "the certificate is somebody else's",
    visits('https://192.168.56.60:443', 'outside'),
    () => failed(60, 'curl: (60) SSL certificate problem'),
  ),
  lying(
    'load-balancer.closed.api-tester-lb',
    'an unlisted port answers',
    visits('http://192.168.56.60:81', 'outside'),
    answering('1'),
  ),
];

const externalName: LyingLab[] = [
  lying(
    'external-name.no-address.ext-github',
    'the Service was edited',
    get('service', 'ext-github'),
    json((service) => (service.spec.externalName = 'gitlab.com')),
  ),
  lying(
    'external-name.no-address.ext-github',
    'the Service has a cluster address',
    get('service', 'ext-github'),
    json((service) => (service.spec.clusterIP = '10.96.7.7')),
  ),
  lying(
    'external-name.cname.ext-github',
    'the CNAME leads elsewhere',
    asks('ext-github.default.svc.cluster.local CNAME'),
    replacing('github.com.', 'gitlab.com.'),
  ),
  lying(
    'external-name.cname.ext-github',
    'there is an address instead of a CNAME',
    asks('ext-github.default.svc.cluster.local CNAME'),
    replacing(/CNAME\tgithub.com\./, 'A\t203.0.113.80'),
  ),
  lying(
    'external-name.page.ext-github',
    'another server answers',
    visits('http://ext-github/', first),
    answering('\n200 203.0.113.81'),
  ),
  lying(
    'external-name.page.ext-github',
    'the server outside fails',
    visits('http://ext-github/', first),
    answering('\n503 203.0.113.80'),
  ),
];

const headless: LyingLab[] = [
  lying(
    'headless.pod-ranges',
    "a pod has an address of another node's range",
    get('pods', '-A'),
    json((list) => (list.items[0].status.podIP = '20.96.3.9')),
  ),
  ...['api-tester2', 'db'].flatMap((name) => [
    lying(
      `headless.no-address.${name}`,
      'the Service has a cluster address',
      get('service', name),
      json((service) => (service.spec.clusterIP = '10.96.7.7')),
    ),
    lying(
      `headless.records.${name}`,
      'one pod is missing from DNS',
      asks(`${name}.default.svc.cluster.local A`),
      replacing(/^.*\tIN\tA\t20.*\n/m, ''),
    ),
    lying(
      `headless.records.${name}`,
      'DNS has a pod that is gone',
      asks(`${name}.default.svc.cluster.local A`),
      replacing(/^(.*\tIN\tA\t)20.*$/m, '$&\n$120.96.2.77'),
    ),
  ]),
];

const statefulSet: LyingLab[] = [
  lying(
    'stateful-set.identities.db',
    'there is a pod too many',
    get('pods', '-l', 'app=db'),
    json((list) => list.items.push({ metadata: { name: 'db-2', uid: 'x' }, spec: {}, status: {} })),
  ),
  lying(
    'stateful-set.addresses.db',
    'two names have one address',
    asks('db-1.db.default.svc.cluster.local A'),
    replacing('20.96.3.21', '20.96.2.20'),
  ),
  ...['db-0', 'db-1'].flatMap((pod) => [
    lying(
      `stateful-set.answers.${pod}`,
      'the database does not answer',
      (asked) => asked.line.includes(`${pod}.db SELECT 40 + 2`),
      () => failed(2, 'psql: error: could not connect'),
    ),
    lying(
      `stateful-set.refuses-wrong-password.${pod}`,
      'any password will do',
      (asked) => asked.line.includes('=wrong') && asked.line.includes(`${pod}.db`),
      answering('1'),
    ),
    lying(
      `stateful-set.refuses-wrong-password.${pod}`,
      'the database refuses everybody',
      (asked) => asked.line.includes('=wrong') && asked.line.includes(`${pod}.db`),
      () => failed(2, 'psql: error: connection refused'),
    ),
  ]),
  { red: 'stateful-set.keeps-data.db', lie: 'the volume does not last', tell: (fake) => (fake.databases.forgets = true) },
  { red: 'stateful-set.keeps-data.db', lie: 'both pods have one volume', tell: (fake) => (fake.databases.shares = true) },
  { red: 'stateful-set.keeps-data.db', lie: 'the pod does not come back', tell: (fake) => (fake.databases.staysAway = true) },
  lying(
    'stateful-set.keeps-data.db',
    'the database is read-only',
    (asked) => asked.line.includes('CREATE TABLE'),
    () => failed(1, 'ERROR: read-only'),
  ),
  lying(
    'stateful-set.keeps-data.db',
    'the row cannot be removed again',
    (asked) => asked.line.includes('DROP TABLE'),
    () => failed(1, 'ERROR: read-only'),
  ),
  lying(
    'stateful-set.keeps-data.db',
    'nobody may delete pods',
    (asked) => asked.line.startsWith('delete pod'),
    () => failed(1, 'Error: forbidden'),
  ),
];

export const lyingLabs: readonly LyingLab[] = [
  ...nodes,
  ...dns,
  ...clusterIp,
  ...nodePort,
  ...loadBalancer,
  ...externalName,
  ...headless,
  ...statefulSet,
];
