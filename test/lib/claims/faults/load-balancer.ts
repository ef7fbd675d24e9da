import type { FaultyLab } from '../faults';
import { said } from '../../fake-lab/outcome';
import { answering, failing, item, lists, faulty, onePod, replacing, runs, verifies, visits } from './injecting';

export const loadBalancerFaults: readonly FaultyLab[] = [
  faulty(
    'load-balancer.address.api-tester-lb',
    'the Service waits for its address',
    lists('services'),
    item('api-tester-lb', (service) => (service.status = {})),
  ),
  faulty(
    'load-balancer.address.api-tester-lb',
    'the Service has another address',
    lists('services'),
    item('api-tester-lb', (service) => (service.status.loadBalancer.ingress[0].ip = '192.168.56.61')),
  ),
  faulty(
    'load-balancer.address.api-tester-lb',
    'the Service is of another type and has its address still',
    lists('services'),
    item('api-tester-lb', (service) => (service.spec.type = 'NodePort')),
  ),
  faulty(
    'load-balancer.http.api-tester-lb',
    'nobody answers at the address',
    visits('http://192.168.56.60:80/hostname', 'outside'),
    failing(7, 'curl: (7) No route to host'),
  ),
  faulty(
    'load-balancer.http.api-tester-lb',
    'one pod gets every request',
    visits('http://192.168.56.60:80/hostname', 'outside'),
    onePod,
  ),
  faulty(
    'load-balancer.https.api-tester-lb',
    "the certificate is somebody else's",
    verifies('https://192.168.56.60:443/hostname', 'outside'),
    failing(60, 'curl: (60) SSL certificate problem'),
  ),
  faulty('load-balancer.announcer.api-tester-lb', 'nobody announces the address', runs('arping'), failing(1, '')),
  faulty(
    'load-balancer.announcer.api-tester-lb',
    'two workers announce the address',
    runs('arping'),
    replacing('52:54:00:a8:38:20', '52:54:00:a8:38:1f'),
  ),
  faulty(
    'load-balancer.announcer.api-tester-lb',
    'the control plane announces the address',
    runs('arping'),
    replacing(/52:54:00:a8:38:20/g, '52:54:00:a8:38:1e'),
  ),
  faulty(
    'load-balancer.announcer.api-tester-lb',
    'a stranger announces the address',
    runs('arping'),
    replacing(/52:54:00/g, '52:54:09'),
  ),
  faulty(
    'load-balancer.client-address.api-tester-lb',
    'the pods see the client itself',
    visits('http://192.168.56.60:80/clientip', 'outside'),
    replacing('192.168.56.32:40000', '198.51.100.20:40000'),
  ),
  faulty(
    'load-balancer.closed.api-tester-lb',
    'an unlisted port answers',
    visits('http://192.168.56.60:81', 'outside'),
    answering('1'),
  ),
  {
    fails: 'load-balancer.failover.api-tester-lb',
    fault: 'nobody takes the address over',
    inject: (fake) => (fake.cluster.staysSilent = true),
  },
  {
    fails: 'load-balancer.failover.api-tester-lb',
    fault: "the address is still the same one's when it answers again",
    inject: (fake) => fake.inject(runs('arping'), () => said(fake.lab.workers.at(-1)!.mac)),
  },
  {
    fails: 'load-balancer.failover.api-tester-lb',
    fault: 'the address never falls silent',
    inject: (fake) =>
      fake.inject((asked) => visits('http://192.168.56.60:80/', 'outside')(asked) && asked.line.endsWith(':80/'), answering('1')),
  },
  {
    ...faulty('load-balancer.failover.api-tester-lb', 'nobody has the address beforehand', runs('arping'), failing(1, '')),
    also: ['load-balancer.announcer.api-tester-lb'],
  },
  {
    fails: 'load-balancer.failover.api-tester-lb',
    fault: 'the machine does not boot again',
    inject: (fake) => (fake.cluster.staysOff = 'worker-2'),
  },
  {
    fails: 'load-balancer.failover.api-tester-lb',
    fault: 'the machine is silent and was never cut off',
    inject: (fake) => {
      const { cutPower } = fake.cluster;
      const bootOf = fake.cluster.bootOf;
      let cut = false;
      fake.cluster.cutPower = (node) => {
        cut ||= node.name === 'worker-2';
        cutPower.call(fake.cluster, node);
      };
      fake.cluster.bootOf = (node) => (cut && node === 'worker-2' ? 'worker-2-boot-0' : bootOf(node));
    },
  },
  {
    fails: 'load-balancer.failover.api-tester-lb',
    fault: 'two machines take the address over',
    inject: (fake) => {
      const { cutPower } = fake.cluster;
      let cut = false;
      fake.cluster.cutPower = (node) => {
        cut ||= node.name === 'worker-2';
        cutPower.call(fake.cluster, node);
      };
      fake.inject(runs('arping'), (truth) =>
        cut ? { ...truth, stdout: `${truth.stdout}\n${truth.stdout.replaceAll(':1f', ':1e')}` } : undefined,
      );
    },
  },
  {
    fails: 'load-balancer.failover.api-tester-lb',
    fault: 'nobody may cut the power',
    inject: (fake) => {
      const { cutPower } = fake.cluster;
      fake.cluster.cutPower = (node) => void (node.name === 'worker-1' && cutPower.call(fake.cluster, node));
      fake.inject(runs('sysrq', 'machine worker-2'), failing(1, 'sudo: a password is required'));
    },
  },
  ...['control-plane', 'worker-1', 'worker-2'].map((node) =>
    faulty(
      `load-balancer.rules.api-tester-lb.${node}`,
      'kube-proxy does not know the address',
      runs('iptables-save', `machine ${node}`),
      replacing('-d 192.168.56.60/32', '-d 192.168.56.61/32'),
    ),
  ),
];
