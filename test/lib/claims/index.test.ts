import { resolveLab } from '../../../lib/model';
import { claimsOf, topics } from '../../../lib/claims';
import { FakeLab, failingClaims, verifyFake } from '../fake-lab/fake-lab';
import { labs } from '../fake-lab/labs';
import { failed, said } from '../fake-lab/outcome';

// Hundreds of claims each time, on a machine that may be running a lab.
jest.setTimeout(60_000);

describe('the claims about a lab', () => {
  test.each([
    ['fails', failed(1, 'exec format error')],
    ['says nothing', said('')],
    ['says something else', said('200 OK\n')],
    ['prints an empty object', said('{"items":[],"metadata":{},"spec":{},"status":{}}')],
  ])('all fail when every command %s', async (_how, outcome) => {
    const fake = new FakeLab();
    fake.inject(
      () => true,
      () => outcome,
    );
    expect(await failingClaims(fake, { disruptive: true })).toEqual(claimsOf(fake.lab).map(({ id }) => id));
  });

  test('are all true of a lab that is as its definition says', async () => {
    expect(await failingClaims(new FakeLab(), { disruptive: true })).toEqual([]);
  });

  test.each(Object.entries(labs))('follow the definition: they are all true of a lab with %s', async (_what, definition) => {
    expect(await failingClaims(new FakeLab(resolveLab(definition)), { disruptive: true })).toEqual([]);
  });

  test('say so when a node without a pod announces the address of a Local Service', async () => {
    const services = { shop: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' } } as const;
    const fake = new FakeLab(resolveLab({ workloads: { shop: { kind: 'api-tester', replicas: 1 } }, services }));
    fake.inject(
      ({ line }) => line.includes('arping'),
      () => said(fake.lab.workers[1]!.mac),
    );
    const report = await verifyFake(fake, { only: ['load-balancer'] });
    expect(report.claims.filter(({ ok }) => !ok).map(({ id, evidence }) => [id, evidence])).toEqual([
      ['load-balancer.http.shop', 'no pod of shop may answer at 192.168.56.60:80'],
      ['load-balancer.https.shop', 'no pod of shop may answer at 192.168.56.60:443'],
      ['load-balancer.announcer.shop', 'worker-2 (52:54:00:a8:38:20) answered for 192.168.56.60 and runs no pod of shop'],
    ]);
  });

  test('say nothing about isolation where the rules are not the lab’s, or where the definition opens it', async () => {
    const isolated = async (fake: FakeLab, options = {}) =>
      (await verifyFake(fake, options)).claims.filter(({ topic }) => topic === 'isolation').map(({ id }) => id);
    expect(await isolated(new FakeLab())).toEqual(['isolation.host', 'isolation.private-ranges', 'isolation.metadata']);
    expect(await isolated(new FakeLab(), { hostAddresses: undefined })).toEqual([]);
    expect(await isolated(new FakeLab(resolveLab({ internet: { reach: 'everything' } })))).toEqual([]);
  });

  test('try no address of the lab’s own networks as one beyond it', async () => {
    const fake = new FakeLab(resolveLab({ network: { cidr: '192.168.1.0/24' } }));
    await verifyFake(fake, { only: ['isolation'], hostAddresses: ['192.168.1.7', '203.0.113.9'] });
    const tried = fake.commands.flatMap(({ line }) => /\{([\d.,]+)\}:/.exec(line)![1]!.split(','));
    expect(tried).toContain('203.0.113.9');
    expect(tried.filter((address) => address.startsWith('192.168.1.'))).toEqual(['192.168.1.1', '192.168.1.1', '192.168.1.1']);
  });

  test('leave nothing behind in the databases', async () => {
    const fake = new FakeLab();
    await verifyFake(fake, { only: ['stateful-set'] });
    expect(fake.databases.isClean).toBe(true);
    expect(fake.commands.filter(({ line }) => line.startsWith('delete'))).toHaveLength(1);
  });

  test('delete a pod once only, even when its data is lost', async () => {
    const fake = new FakeLab();
    fake.databases.forgets = true;
    await verifyFake(fake, { only: ['stateful-set.keeps-data'] });
    expect(fake.commands.filter(({ line }) => line.startsWith('delete'))).toHaveLength(1);
  });

  test('look three times at what must never happen', async () => {
    const fake = new FakeLab();
    await verifyFake(fake, { only: ['cluster-ip.closed-from-outside'] });
    expect(fake.commands).toHaveLength(3);
  });

  test('take one unexpected success as an answer, without asking again', async () => {
    const fake = new FakeLab();
    fake.inject(
      ({ argv }) => argv[0] === 'curl',
      () => said('1'),
    );
    await verifyFake(fake, { only: ['cluster-ip.closed-from-outside'] });
    expect(fake.commands).toHaveLength(1);
  });

  test('ask for any address of an external name when the internet is the real one', async () => {
    const fake = new FakeLab();
    fake.inject(
      () => true,
      (truth) => ({ ...truth, stdout: truth.stdout.replaceAll('203.0.113.80', '140.82.121.4') }),
    );
    expect(await failingClaims(fake, { simulatedInternet: false })).toEqual([]);
    expect(await failingClaims(fake)).toContain('dns.external.ext-github');
  });

  test('ask again while the name server is watched, until a question was seen', async () => {
    const fake = new FakeLab();
    let questions = 0;
    const exec = fake.exec.bind(fake);
    fake.exec = async (from, argv) => {
      if (!argv.some((word) => word.includes('tcpdump'))) {
        questions += 1;
        return exec(from, argv);
      }
      // The watch begins late: the first questions pass unseen.
      while (questions < 3) await new Promise((resolve) => setImmediate(resolve));
      return exec(from, argv);
    };
    expect(await failingClaims(fake, { only: ['dns.external-through-name-server'] })).toEqual([]);
    expect(questions).toBeGreaterThanOrEqual(3);
  });

  test('start the name server again when looking fails', async () => {
    const fake = new FakeLab();
    fake.inject(
      () => fake.dns.stopped,
      () => failed(1, 'the API server is gone'),
    );
    expect(await failingClaims(fake, { only: ['dns.name-server-stopped'] })).toEqual(['dns.name-server-stopped']);
    expect(fake.dns.stopped).toBe(false);
  });

  test('remove the pod that is never ready, even when it cannot be looked at', async () => {
    const fake = new FakeLab();
    fake.inject(
      () => fake.cluster.unready !== undefined,
      (truth, { argv }) => (argv[0] === 'get' ? failed(1, 'timeout') : truth),
    );
    await failingClaims(fake, { only: ['headless.not-ready'] });
    expect(fake.cluster.unready).toBeUndefined();
  });

  test('do not claim that CoreDNS asks the name server where the definition says otherwise', () => {
    const ids = claimsOf(resolveLab({ dns: { clusterForwarders: ['.1'] } })).map(({ id }) => id);
    expect(ids.filter((id) => /through-name-server|company.*from-pod|intranet-page/.test(id))).toEqual([
      'dns.company-unknown-from-pod',
    ]);
  });

  test.each(Object.entries(labs))(
    'have ids of their own, sentences in both languages and somewhere to look: %s',
    (_what, definition) => {
      const claims = claimsOf(resolveLab(definition));
      const ids = claims.map(({ id }) => id);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      for (const { id, topic, sentence, lookAt } of claims) {
        expect(id).toMatch(new RegExp(`^${topic}\\.[a-z0-9.-]+$`));
        expect(sentence.en).toMatch(/^\w.*\.$/);
        expect(sentence.ko).toMatch(/[가-힣].*\.$/);
        expect(sentence.en + sentence.ko + lookAt).not.toMatch(/undefined|null|\[object/);
        expect(lookAt).toContain('./lab ');
      }
    },
  );

  test('cover every topic', () => {
    expect(new Set(claimsOf(resolveLab()).map(({ topic }) => topic))).toEqual(new Set(topics));
  });
});
