import { podsOn } from '../../../lib/figure/placement';
import { type LabDefinition, nodes, resolveLab } from '../../../lib/model';

const pods = (definition: LabDefinition) => {
  const lab = resolveLab(definition);
  return nodes(lab).map((node) => podsOn(lab, node).map(({ text }) => text));
};

test('the pods of a workload go to different workers while there are any; each node has a toolbox', () => {
  expect(pods({ workers: 3 })).toEqual([
    ['toolbox'],
    ['toolbox', 'api-tester', 'db-0'],
    ['toolbox', 'api-tester', 'db-1'],
    ['toolbox'],
  ]);
});

test('several on one worker are counted', () => {
  expect(pods({ workers: 1 })[1]).toEqual(['toolbox', 'api-tester × 2', 'db × 2']);
});
