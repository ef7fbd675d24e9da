import { orderedServices, orderedWorkloads } from '../../../lib/figure/order';
import { resolveLab } from '../../../lib/model';

test('what the outside reaches stands last, and what leads to no pod before it', () => {
  const lab = resolveLab();
  expect(orderedWorkloads(lab).map(({ name }) => name)).toEqual(['db', 'api-tester']);
  expect(orderedServices(lab).map(({ name }) => name)).toEqual([
    'db',
    'api-tester2',
    'api-tester',
    'api-tester-nodeport',
    'ext-github',
    'api-tester-lb',
  ]);
});
