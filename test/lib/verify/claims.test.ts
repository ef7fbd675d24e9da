import { resolveLab } from '../../../lib/model';
import { claimsOf, topics } from '../../../lib/verify';
import { failed, FakeLab, redClaims, said, verifyFake } from './fake-lab';
import { lyingLabs } from './lies';

describe('the claims about a lab', () => {
  it.each(lyingLabs)('$red is red when $lie', async ({ red, tell }) => {
    const fake = new FakeLab();
    tell(fake);
    expect(await redClaims(fake)).toEqual([red]);
  });

  it('have each a lie they were seen to catch', () => {
    const caught = new Set(lyingLabs.map(({ red }) => red));
    expect(claimsOf(resolveLab()).filter(({ id }) => !caught.has(id))).toEqual([]);
  });

  it.each([
    ['fails', failed(1, 'exec format error')],
    ['says nothing', said('')],
    ['says something else', said('200 OK\n')],
    ['prints an empty object', said('{"items":[],"metadata":{},"spec":{},"status":{}}')],
  ])('are all red when every command %s', async (_how, outcome) => {
    const fake = new FakeLab();
    fake.lie(
      () => true,
      () => outcome,
    );
    expect(await redClaims(fake)).toEqual(claimsOf(fake.lab).map(({ id }) => id));
  });

  it('are all true of a lab that is as its definition says', async () => {
    expect(await redClaims(new FakeLab())).toEqual([]);
  });

  it.each([
    ['one worker and one replica', { workers: [{ name: 'only' }], apiTester: { replicas: 1 }, db: { replicas: 1 } }],
    ['other addresses and names', { network: { cidr: '10.9.8.0/24' }, dns: { zone: 'acme.test' }, externalName: 'example.com' }],
    [
      'three workers and many replicas',
      { workers: [{}, {}, {}], apiTester: { replicas: 5, nodePort: 30085 }, db: { replicas: 11 } },
    ],
  ])('follow the definition: they are all true of a lab with %s', async (_what, definition) => {
    expect(await redClaims(new FakeLab(resolveLab(definition)))).toEqual([]);
  });

  it('leave nothing behind in the databases', async () => {
    const fake = new FakeLab();
    await verifyFake(fake, { only: ['stateful-set'] });
    expect(fake.databases.isClean).toBe(true);
    expect(fake.commands.filter(({ line }) => line.startsWith('delete'))).toHaveLength(1);
  });

  it('delete a pod once only, even when its data is lost', async () => {
    const fake = new FakeLab();
    fake.databases.forgets = true;
    await verifyFake(fake, { only: ['stateful-set.keeps-data'] });
    expect(fake.commands.filter(({ line }) => line.startsWith('delete'))).toHaveLength(1);
  });

  it('look three times at what must never happen', async () => {
    const fake = new FakeLab();
    await verifyFake(fake, { only: ['cluster-ip.closed-from-outside'] });
    expect(fake.commands).toHaveLength(3);
  });

  it('take one unexpected success as an answer, without asking again', async () => {
    const fake = new FakeLab();
    fake.lie(
      ({ argv }) => argv[0] === 'curl',
      () => said('1'),
    );
    await verifyFake(fake, { only: ['cluster-ip.closed-from-outside'] });
    expect(fake.commands).toHaveLength(1);
  });

  it('ask for any address of an external name when the internet is the real one', async () => {
    const fake = new FakeLab();
    fake.lie(
      () => true,
      (truth) => ({ ...truth, stdout: truth.stdout.replaceAll('203.0.113.80', '140.82.121.4') }),
    );
    expect(await redClaims(fake, { simulatedInternet: false })).toEqual([]);
    expect(await redClaims(fake)).toContain('dns.external.ext-github');
  });

  it('see the name server hold an answer that it forgets before the pod has heard it', async () => {
    const fake = new FakeLab();
    let asked = false;
    const inPod = fake.exec.bind(fake);
    fake.exec = async (from, argv) => {
      const seen = await inPod(from, argv);
      if (from.at !== 'pod') return seen;
      asked = true;
      await new Promise((resolve) => setTimeout(resolve, 5));
      fake.cache.clear();
      return seen;
    };
    expect(await redClaims(fake, { only: ['dns.external-through-name-server'] })).toEqual([]);
    expect(asked).toBe(true);
  });

  it('do not claim that CoreDNS asks the name server where the definition says otherwise', () => {
    const ids = claimsOf(resolveLab({ dns: { clusterForwarders: ['.1'] } })).map(({ id }) => id);
    expect(ids.filter((id) => /through-name-server|company.*from-pod/.test(id))).toEqual([]);
  });

  it('have ids of their own that begin with their topic, a sentence, and somewhere to look', () => {
    const claims = claimsOf(resolveLab());
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    for (const claim of claims) {
      expect(claim.id.startsWith(`${claim.topic}.`)).toBe(true);
      expect(claim.sentence.en).toMatch(/^[\w].*\.$/);
      expect(claim.lookAt).toContain('./lab ');
    }
    expect(new Set(claims.map(({ topic }) => topic))).toEqual(new Set(topics));
  });
});
