import type { FaultyLab } from '../faults';
import { answering, asks, failing, item, lists, faulty, replacing, runs, visits } from './injecting';

const last = 'pod worker-2';
const github = 'ext-github.default.svc.cluster.local';

const externalName: FaultyLab[] = [
  faulty(
    'external-name.no-address.ext-github',
    'the Service was edited',
    lists('services'),
    item('ext-github', (service) => (service.spec.externalName = 'gitlab.com')),
  ),
  faulty(
    'external-name.no-address.ext-github',
    'the Service has a cluster address',
    lists('services'),
    item('ext-github', (service) => (service.spec.clusterIP = '10.96.7.7')),
  ),
  faulty(
    'external-name.no-address.ext-github',
    'the Service is of another type',
    lists('services'),
    item('ext-github', (service) => (service.spec.type = 'ClusterIP')),
  ),
  faulty(
    'external-name.no-rules.ext-github',
    'kube-proxy has a rule for the name',
    runs('iptables-save', 'machine worker-1'),
    replacing(
      'COMMIT',
      '-A KUBE-SERVICES -d 10.96.7.7/32 -m comment --comment "default/ext-github:http cluster IP" -j KUBE-SVC-X\nCOMMIT',
    ),
  ),
  faulty(
    'external-name.cname.ext-github',
    'the CNAME leads elsewhere',
    asks(`${github} CNAME`),
    replacing('github.com.', 'gitlab.com.'),
  ),
  faulty(
    'external-name.cname.ext-github',
    'there is an address instead of a CNAME',
    asks(`${github} CNAME`),
    replacing(/IN CNAME github\.com\./, 'IN A 203.0.113.80'),
  ),
  faulty(
    'external-name.resolves.ext-github',
    'CoreDNS does not follow the CNAME',
    asks(`${github} A`),
    replacing(/^.* IN A 203.*$/m, ''),
  ),
  faulty(
    'external-name.resolves.ext-github',
    'CoreDNS finds another address',
    asks(`${github} A`),
    replacing('203.0.113.80', '203.0.113.81'),
  ),
  faulty(
    'external-name.page.ext-github',
    'another server answers',
    visits('http://ext-github/', last),
    answering('\n200 203.0.113.81'),
  ),
  faulty(
    'external-name.page.ext-github',
    'the server outside fails',
    visits('http://ext-github/', last),
    answering('\n503 203.0.113.80'),
  ),
];

/** The claim about a pod that is not ready, which asks of a Service without a database. */
const asksTheSame = (name: string): string[] => (name === 'db' ? [] : [`headless.not-ready.${name}`]);

const headless = ['api-tester2', 'db'].flatMap((name) => [
  faulty(
    `headless.no-address.${name}`,
    'the Service has a cluster address',
    lists('services'),
    item(name, (service) => (service.spec.clusterIP = '10.96.7.7')),
  ),
  {
    ...faulty(
      `headless.records.${name}`,
      'one pod is missing from DNS',
      asks(`${name}.default.svc.cluster.local A`),
      replacing(/^.* IN A 20.*\n/m, ''),
    ),
    also: asksTheSame(name),
  },
  {
    ...faulty(
      `headless.records.${name}`,
      'DNS has a pod that is gone',
      asks(`${name}.default.svc.cluster.local A`),
      replacing(/^(.* IN A )20.*$/m, "$&\n$120.96.2.77'"),
    ),
    also: asksTheSame(name),
  },
  faulty(
    `headless.srv.${name}`,
    'an SRV record names another port',
    runs(`_tcp.${name}.default`),
    replacing(/0 50 \d+ /, '0 50 81 '),
  ),
  faulty(`headless.srv.${name}`, 'a pod has no SRV record', runs(`_tcp.${name}.default`), replacing(/^.* \d+ IN SRV .*\n/m, '')),
  faulty(`headless.srv.${name}`, 'a pod has another name', runs(`_tcp.${name}.default`), replacing(/(SRV 0 50 \d+ )/, '$1x-')),
]);

const notReady: FaultyLab[] = [
  {
    fails: 'headless.not-ready.api-tester2',
    fault: 'DNS names a pod that is not ready',
    inject: (fake) =>
      fake.inject(
        (asked) => fake.cluster.unready !== undefined && asks('api-tester2.default.svc.cluster.local A')(asked),
        (truth) => ({ ...truth, stdout: truth.stdout.replace(/^(.* IN A )20.*$/m, "$&\n$120.96.2.15'") }),
      ),
  },
  {
    fails: 'headless.not-ready.api-tester2',
    fault: 'DNS forgets a pod that is ready',
    inject: (fake) =>
      fake.inject(
        (asked) => fake.cluster.unready !== undefined && asks('api-tester2.default.svc.cluster.local A')(asked),
        (truth) => ({ ...truth, stdout: truth.stdout.replace(/^.* IN A 20.*\n/m, '') }),
      ),
  },
  {
    ...faulty(
      'headless.not-ready.api-tester2',
      'nobody may create pods',
      runs('create', 'kubectl'),
      failing(1, 'Error: forbidden'),
    ),
    also: ['dns.large-answer', 'load-balancer.new-service', 'reach.follows-change'],
  },
  faulty('headless.not-ready.api-tester2', 'the pod never runs', lists('pods'), (truth) => ({
    ...truth,
    stdout: truth.stdout.replace('"podIP":"20.96.2.15"', '"podIP":""'),
  })),
  {
    fails: 'headless.not-ready.api-tester2',
    fault: 'the pod is not removed',
    inject: (fake) => {
      const kubectl = fake.kubectl.bind(fake);
      fake.kubectl = (argv, options) =>
        kubectl(argv[0] === 'delete' && argv[2]!.startsWith('lab-verify') ? ['refuse'] : argv, options);
    },
  },
];

export const headlessFaults: readonly FaultyLab[] = [...externalName, ...headless, ...notReady];
