import { claimsOf } from '../../../lib/claims';
import { figureFile } from '../../../lib/figure';
import { resolveLab } from '../../../lib/model';
import { claimMarks } from '../../../lib/report/claim-marks';
import type { ClaimResult } from '../../../lib/verify';
import { broken, holds, wholeReport } from './fixture';

const lab = resolveLab();
const marks = (...claims: ClaimResult[]) =>
  Object.fromEntries([...claimMarks(lab, claims)].map(([box, { text }]) => [box, text]));

test('a claim counts where it is seen from and at what it is about', () => {
  expect(marks(holds, broken)).toEqual({
    lan: '✔ 1/1',
    'machine.worker-1': '✘ 1/2',
    'range.worker-1': '✘ 0/1',
    'name-server': '✘ 0/1',
    'cluster-pods.coredns': '✘ 0/1',
  });
});

test.each([
  ['load-balancer.address.api-tester-lb', 'load-balancer', 'service.api-tester-lb'],
  ['node-port.30080.worker-2', 'node-port', 'service.api-tester-nodeport'],
  ['stateful-set.answers.db-1', 'stateful-set', 'pods.db'],
  ['external-name.cname.ext-github', 'external-name', 'service.ext-github'],
])('%s is about %s', (id, topic, box) => {
  expect(Object.keys(marks({ ...holds, id, topic }))).toContain(box);
});

test('every Service, every machine and every place has claims of its own, and all are in the picture', async () => {
  const found = claimMarks(lab, wholeReport().claims);
  expect(claimsOf(lab).length).toBeGreaterThan(50);
  for (const { name } of lab.services) expect([...found.keys()]).toContain(`service.${name}`);
  for (const box of ['machine.control-plane', 'name-server', 'outside.user', 'pods.db']) expect([...found.keys()]).toContain(box);
  const drawn = await figureFile(lab, { marks: found });
  expect(drawn.match(/>[✔✘] \d+\/\d+</g)).toHaveLength(found.size);
});
