import { parse } from 'yaml';
import { KubeconfigFault, withLabContext, withoutLabContext } from '../../../lib/render/user-kubeconfig';

const owner = { lab: '11111111-2222-4333-8444-555555555555', checkout: '/home/ann/lab' };
const entries = {
  name: 'lesson',
  cluster: { server: 'https://192.168.56.30:6443', 'proxy-url': 'socks5://127.0.0.1:1080' },
  user: { 'client-key-data': 'a key' },
};
/** A file of a person with habits. */
const mine = `# my clusters
apiVersion: v1
kind: Config
current-context: work   # do not touch
clusters:
  - name: work
    cluster: {server: "https://work.example"}
contexts:
  - {name: work, context: {cluster: work, user: me}}
users:
  - name: me
    user: # in the vault
      exec: {apiVersion: client.authentication.k8s.io/v1, command: vault-login, args: ["a very long argument ${'x'.repeat(200)}"]}
preferences: {}
`;

const merged = withLabContext(undefined, entries, owner);

test.each([
  ['is no YAML', 'a: [', /it is no YAML/],
  ['is a list', '- a', /it is no kubeconfig/],
  ['is a text', 'hello', /it is no kubeconfig/],
  ['has something else for its contexts', 'contexts: {}', /its "contexts" are no list/],
])('a file that %s is refused', (_what, text, message) => {
  expect(() => withLabContext(text, entries, owner)).toThrow(message);
  expect(() => withLabContext(text, entries, owner)).toThrow(KubeconfigFault);
});

test.each([
  ['context', 'contexts: [{name: lesson, context: {cluster: other, user: other}}]', 'that is no lab’s'],
  ['cluster', 'clusters: [{name: lesson, cluster: {server: "https://other"}}]', 'that is no lab’s'],
  ['user', 'users: [{name: lesson-admin, user: {}}]', 'that is no lab’s'],
  ['context', 'contexts: [{name: lesson}]', 'that is no lab’s'],
  ['cluster', merged.replaceAll('/home/ann/lab', '/home/bob/lab'), 'of the lab in /home/bob/lab'],
])('a %s of the name that is not this checkout’s is refused, with whose it is', (_kind, text, whose) => {
  expect(() => withLabContext(text, entries, owner)).toThrow(whose);
  expect(withoutLabContext(text, 'lesson', owner.checkout)).toBeUndefined();
});

test('a file that is not there, or empty, becomes a whole one', () => {
  for (const text of [undefined, '', '\n', '# nothing yet\n', 'null'])
    expect(parse(withLabContext(text, entries, owner))).toMatchObject({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'lesson', cluster: entries.cluster }],
      contexts: [{ name: 'lesson', context: { cluster: 'lesson', user: 'lesson-admin' } }],
      users: [{ name: 'lesson-admin', user: entries.user }],
      'current-context': 'lesson',
    });
});

test('what was in the file stays, comments too, and comes back with the removal', () => {
  const text = withLabContext(mine, entries, owner);
  const without = withoutLabContext(text, 'lesson', owner.checkout)!;
  expect(parse(without)).toEqual({ ...(parse(mine) as object), 'current-context': '' });
  for (const each of [text, without])
    for (const comment of ['# my clusters', '# do not touch', '# in the vault']) expect(each).toContain(comment);
});

test('the current context of something else stays the current one when the lab’s is removed', () => {
  const text = withLabContext(mine, entries, owner).replace('current-context: lesson', 'current-context: work');
  expect(parse(withoutLabContext(text, 'lesson', owner.checkout)!)).toMatchObject({ 'current-context': 'work' });
});

test('merged again, also after the lab was made anew, there is one of each', () => {
  const again = withLabContext(merged, { ...entries, user: { token: 'new' } }, { ...owner, lab: 'another' });
  const config = parse(again) as Record<string, unknown[]>;
  expect([config.clusters, config.contexts, config.users].map((list) => list!.length)).toEqual([1, 1, 1]);
  expect(config.users).toMatchObject([{ user: { token: 'new', extensions: [{ extension: { lab: 'another' } }] } }]);
});

test('a file in JSON stays one that is read', () => {
  const json = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'work', cluster: {} }],
    contexts: [],
    users: null,
  });
  const config = parse(withLabContext(json, entries, owner)) as Record<string, { name: string }[]>;
  expect(config.clusters!.map(({ name }) => name)).toEqual(['work', 'lesson']);
  expect(config.users).toHaveLength(1);
});
