import { lookForUnsettled } from '../../../lib/probe';
import { FakeLab } from '../fake-lab/fake-lab';
import { failed, said, type Outcome } from '../fake-lab/outcome';

const now = Date.parse('2026-11-25T12:00:00Z');

/** What is seen when the cluster or the name server answers otherwise. */
async function looked(answers: { cluster?: Outcome; nameServer?: Outcome } = {}) {
  const fake = new FakeLab();
  fake.inject(
    ({ line }) => line.startsWith('get nodes,pods,'),
    () => answers.cluster,
  );
  fake.inject(
    ({ line }) => line.includes('/proc/uptime'),
    () => answers.nameServer,
  );
  return lookForUnsettled(fake.lab, fake, now);
}

test('a lab as it should be is settled', async () => {
  expect(await looked()).toEqual([]);
});

test('objects of the cluster that changed lately are told', async () => {
  const items = [{ kind: 'Node', metadata: { name: 'worker-1', creationTimestamp: '2026-11-25T11:59:00Z' } }];
  const seen = await looked({ cluster: said(JSON.stringify({ items })) });
  expect(seen.map(({ what }) => what)).toEqual(['Node worker-1 is new', 'Node worker-1 is not Ready']);
});

test.each([
  ['fails', failed(1, 'connection refused')],
  ['prints no JSON', said('error')],
  ['prints no list', said('{}')],
])('an API server whose answer %s may be starting', async (_how, cluster) => {
  expect(await looked({ cluster })).toEqual([{ what: 'the API server does not answer' }]);
});

test('a name server that does not answer may be booting', async () => {
  expect(await looked({ nameServer: failed(255, 'No route to host') })).toEqual([{ what: 'name-server does not answer' }]);
});

test('a name server that has booted or was restarted is told for a while', async () => {
  expect(await looked({ nameServer: said('100.00 150.00\n90000000') })).toEqual([
    { what: 'name-server has just booted', secondsLeft: 80 },
    { what: 'the name server on name-server was restarted', secondsLeft: 25 },
  ]);
  expect(await looked({ nameServer: said('1000.00 150.00\n960000000') })).toEqual([]);
  // It never ran.
  expect(await looked({ nameServer: said('1000.00 150.00\n0') })).toEqual([]);
});
