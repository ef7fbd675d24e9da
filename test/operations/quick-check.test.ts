import { resolveLab } from '../../lib/model';
import { quickCheck, quickClaims } from '../../operations/quick-check';
import { faultyLabs } from '../lib/claims/faults';
import { injectFault } from '../lib/claims/inject-fault';
import { RunningLab } from './running-lab';

let running: RunningLab;
beforeEach(() => (running = new RunningLab()));
afterEach(() => running.remove());

test('nodes, clocks, company names and the way of outside users are looked at, a few claims each', () => {
  const { ids, about } = quickClaims(resolveLab());
  expect(ids).toEqual([
    'nodes.ready.control-plane',
    'nodes.ready.worker-1',
    'nodes.ready.worker-2',
    'nodes.clock.control-plane',
    'nodes.clock.worker-1',
    'nodes.clock.worker-2',
    'nodes.clock.name-server',
    'dns.company-forward',
    'load-balancer.http.api-tester-lb',
    'load-balancer.https.api-tester-lb',
  ]);
  expect(about).toHaveLength(4);
});

test('a lab without a load balancer is not asked about one', () => {
  const { about } = quickClaims(resolveLab({ services: { shop: { type: 'ClusterIP', workload: 'api-tester' } } }));
  expect(about).not.toContain('outside users reach the load balancer');
});

test('a whole lab passes, and what was looked at is told', async () => {
  const { claims, about } = await quickCheck(running.context);
  expect(claims).toBe(10);
  expect(about[0]).toBe('every node is Ready');
});

test('what is not true is named with what was seen', async () => {
  const { fake } = injectFault(faultyLabs.find(({ fails }) => fails === 'load-balancer.http.api-tester-lb')!);
  Object.assign(running, { fake });
  await expect(quickCheck(running.context)).rejects.toThrow(
    /finds 1 of 10 claims not true:\n {2}load-balancer\.http\.api-tester-lb: /,
  );
}, 60_000);
