import { resolveLab, type Workload } from '../../../lib/model';
import { localVolumes, volumeClaims } from '../../../lib/render';

const orders: Workload = { kind: 'postgres', name: 'orders', replicas: 3 };

test('each database pod has a volume, on the workers in turn', () => {
  expect(localVolumes(resolveLab(), orders)).toEqual([
    { name: 'orders-volume-0', node: 'worker-1', path: '/var/lib/lab/volumes/orders-volume-0' },
    { name: 'orders-volume-1', node: 'worker-2', path: '/var/lib/lab/volumes/orders-volume-1' },
    { name: 'orders-volume-2', node: 'worker-1', path: '/var/lib/lab/volumes/orders-volume-2' },
  ]);
});

test('one worker has them all', () => {
  const lab = resolveLab({ workers: [{ name: 'only' }] });
  expect(localVolumes(lab, orders).map(({ node }) => node)).toEqual(['only', 'only', 'only']);
});

test('each database pod has a claim, by the name that a StatefulSet gives it', () => {
  expect(volumeClaims(orders)).toEqual(['data-orders-0', 'data-orders-1', 'data-orders-2']);
});
