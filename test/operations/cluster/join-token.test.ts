import { parse } from 'yaml';
import { endJoinToken, ensureJoinToken, joinTokenSecret } from '../../../operations/cluster/join-token';
import { resolveLab } from '../../../lib/model';
import { kubeadmInit } from '../../../lib/render';
import { FakeCluster, token } from './fake-cluster';

let cluster: FakeCluster;
beforeEach(() => void (cluster = new FakeCluster(resolveLab())));
afterEach(() => cluster.remove());

const hour = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * hour).toISOString();
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const looking = '--namespace kube-system --request-timeout=60s get secret bootstrap-token-abcdef --ignore-not-found';
const decoded = (secret: { data: Record<string, string> }): Record<string, string> =>
  Object.fromEntries(Object.entries(secret.data).map(([name, value]) => [name, Buffer.from(value, 'base64').toString()]));

test.each([
  ['is gone', ''],
  ['has ended', base64(inHours(-1))],
  ['ends while a machine may still boot', base64(inHours(0.9))],
  ['has an end that cannot be read', base64('soon')],
])('a token that %s is given anew, with the same text and an end', async (_how, expiration) => {
  cluster.answer(`echo ${expiration}`);
  await ensureJoinToken(cluster.context);
  expect(cluster.asked).toHaveLength(2);
  const made = JSON.parse(cluster.input);
  expect(made).toMatchObject({ metadata: { name: 'bootstrap-token-abcdef', namespace: 'kube-system' } });
  expect(decoded(made)).toMatchObject({ 'token-id': 'abcdef', 'token-secret': '0123456789abcdef' });
  const left = Date.parse(decoded(made).expiration!) - Date.now();
  expect(left).toBeGreaterThan(3.9 * hour);
  expect(left).toBeLessThan(4.1 * hour);
});

test('a token that is worth something for long enough stays as it is', async () => {
  cluster.answer(`echo ${base64(inHours(1.1))}`);
  await ensureJoinToken(cluster.context);
  expect(cluster.asked).toEqual([expect.stringContaining(looking)]);
});

test('the token is no argument of any command', async () => {
  await ensureJoinToken(cluster.context);
  await endJoinToken(cluster.context);
  expect(cluster.asked.join()).not.toContain(token.split('.')[1]);
});

test('what kubectl cannot do is told', async () => {
  cluster.answer('echo "connection refused" >&2; exit 1');
  await expect(ensureJoinToken(cluster.context)).rejects.toThrow('connection refused');
});

test('a token that ends is taken away, whether it is there or not', async () => {
  await endJoinToken(cluster.context);
  expect(cluster.asked).toEqual([
    '--namespace kube-system --request-timeout=60s delete secret bootstrap-token-abcdef --ignore-not-found',
  ]);
});

test('it is for the same as the one that kubeadm makes', () => {
  const [made] = parse(kubeadmInit(resolveLab()).split('---\n')[0]!).bootstrapTokens;
  const data = decoded(joinTokenSecret(token, new Date('2026-11-25T10:00:00.123Z')) as never);
  expect(data['auth-extra-groups']).toBe(made.groups.join());
  expect(
    Object.keys(data)
      .filter((name) => name.startsWith('usage-'))
      .sort(),
  ).toEqual(made.usages.map((usage: string) => `usage-bootstrap-${usage}`).sort());
  expect(data.expiration).toBe('2026-11-25T10:00:00Z');
});
