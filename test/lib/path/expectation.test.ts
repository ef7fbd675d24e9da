import { journeyTo } from '../../../lib/capture';
import { endOf, everyWay, type Journey, journeys, type Moment, pathInput, type PodAt } from '../../../lib/path';
import { labs } from '../fake-lab/labs';
import { tryResolve } from '../../../lib/model';
import { labOf, momentOf } from './moments';

const lab = labOf();
const good = momentOf(lab);

/** The journeys of the lab without some pods. */
const withPods = (change: (pod: PodAt) => PodAt | undefined): Moment => ({
  ...good,
  pods: good.pods.flatMap((pod) => change(pod) ?? []),
});
const unready = (app: string) => withPods((pod) => (pod.app === app ? { ...pod, ready: false } : pod));
const gone = (app: string) => withPods((pod) => (pod.app === app ? undefined : pod));
const told = (moment: Moment): Record<string, string> =>
  Object.fromEntries(
    journeys(lab, moment).flatMap(({ id, unexpected }) =>
      unexpected ? [[id, `${unexpected.place}: ${unexpected.text.en}`]] : [],
    ),
  );
const ids = (all: readonly Journey[]) => all.map(({ id }) => id);

test('what the lesson expects is known from the definition, and every healthy lab is predicted to do it', () => {
  for (const [name, definition] of Object.entries(labs)) {
    // Its definition is warned of: nobody answers there.
    if (name === 'a cluster that asks somebody on the network') continue;
    const other = tryResolve(definition).lab!;
    for (const { id, expects, unexpected, exchanges } of journeys(other, momentOf(other))) {
      expect([id, unexpected]).toEqual([id, undefined]);
      if (expects) expect([id, ...exchanges.at(-1)!.ways.map(endOf)]).toContain(expects);
    }
  }
});

test('no journey is away from the list because its pods are', () => {
  const names = ids(journeys(lab, good));
  for (const app of ['api-tester', 'db', 'toolbox', 'kube-dns']) expect(ids(journeys(lab, gone(app)))).toEqual(names);
  expect(ids(journeys(lab, { ...good, pods: [] }))).toEqual(names);
});

test('each expectation is the same whatever pods there are', () => {
  const expected = (moment: Moment) => journeys(lab, moment).map(({ expects }) => expects);
  expect(expected({ ...good, pods: [] })).toEqual(expected(good));
});

test('a Service without ready pods is told with its chain that has no endpoint, and with commands', () => {
  const found = told(unready('api-tester'));
  expect(found['cluster-ip.same-node.api-tester']).toBe(
    'worker-2: api-tester has no ready pod, so KUBE-SVC-NEYXN6PXEZ5N7DH2 has no endpoint.',
  );
  expect(found['load-balancer.api-tester-lb']).toMatch(
    /^worker-2: api-tester has no ready pod, so KUBE-SVC-\S+ has no endpoint\.$/,
  );
  expect(found['headless.api-tester2']).toBe('api-tester2: api-tester has no ready pod, so the name api-tester2 has no address.');
  expect(Object.keys(found).filter((id) => /^(dns|internet|stateful-set|external-name)/.test(id))).toEqual([]);
  const [journey] = journeys(lab, unready('api-tester'));
  expect(journey!.unexpected!.lookAt).toBe(
    './lab kubectl get pods -l app=api-tester -o wide; ./lab kubectl get endpointslices -l kubernetes.io/service-name=api-tester',
  );
  expect(journey!.unexpected!.text.ko).toContain('KUBE-SVC-NEYXN6PXEZ5N7DH2');
});

test('CoreDNS without pods is the reason of every journey that asks for a name, and of no other', () => {
  const found = told(gone('kube-dns'));
  expect(new Set(Object.values(found))).toEqual(
    new Set(['worker-1: kube-dns has no ready pod, so KUBE-SVC-TCOU7JCQXEZGVUNU has no endpoint.']),
  );
  expect(Object.keys(found).filter((id) => /^(cluster-ip|node-port|load-balancer|internet)/.test(id))).toEqual([]);
  expect(Object.keys(found)).toEqual(expect.arrayContaining(['dns.company', 'external-name.ext-github', 'headless.db']));
});

test('one pod fewer is told with its name and what leads to the others', () => {
  const [first] = good.pods.filter(({ app }) => app === 'api-tester');
  const found = told(withPods((pod) => (pod === first ? { ...pod, ready: false } : pod)));
  expect(found['cluster-ip.other-node.api-tester']).toBe(
    'api-tester: pod api-tester-abc-0 is not ready, so KUBE-SVC-NEYXN6PXEZ5N7DH2 leads to 1 of 2.',
  );
  expect(found['headless.api-tester2']).toBe(
    'api-tester2: pod api-tester-abc-0 is not ready, so the name api-tester2 leads to 1 of 2.',
  );
  const away = told(withPods((pod) => (pod === first ? undefined : pod)));
  expect(away['headless.api-tester2']).toBe(
    'api-tester2: api-tester has fewer pods than 2, so the name api-tester2 leads to 1 of 2.',
  );
});

test("a StatefulSet's pod is told by its own name", () => {
  const found = told(withPods((pod) => (pod.name === 'db-0' ? { ...pod, ready: false } : pod)));
  expect(found['stateful-set.db-0']).toBe('db-0: db-0 is not ready, so its name has no address.');
  const other = told(withPods((pod) => (pod.name === 'db-1' ? { ...pod, ready: false } : pod)));
  expect(other['stateful-set.db-0']).toBeUndefined();
});

test('a toolbox that is away is told, and nothing is predicted of what it cannot ask', () => {
  const found = journeys(lab, gone('toolbox')).find(({ id }) => id === 'dns.company')!;
  expect(found.unexpected!.text.en).toBe('No toolbox pod is ready on worker-1, so nobody is there to ask.');
  expect(found.exchanges.flatMap(everyWay)).toEqual([]);
});

test('a node port that is to be unanswered and is refused says why', () => {
  const local = labOf({
    services: { own: { type: 'NodePort', workload: 'api-tester', externalTrafficPolicy: 'Local' } },
  } as never);
  const moment = momentOf(local);
  const found = journeys(local, { ...moment, pods: moment.pods.filter(({ app }) => app !== 'api-tester') });
  expect(found.find(({ id }) => id === 'node-port.without-pod.own')).toMatchObject({
    expects: 'unanswered',
    unexpected: { text: { en: expect.stringContaining('api-tester has no ready pod') } },
  });
});

test('a Service that is asked by its name is expected to answer, and from a chosen place nothing is', () => {
  const input = pathInput(lab, unready('api-tester'));
  expect(journeyTo(input, 'api-tester').unexpected?.text.en).toContain('api-tester has no ready pod');
  expect(journeyTo(input, 'api-tester', 'outside')).not.toHaveProperty('expects');
});
