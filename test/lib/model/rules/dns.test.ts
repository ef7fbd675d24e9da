import type { LabDefinition } from '../../../../lib/model';
import { problemsOf } from '../problems';

const outside = 'choose a zone outside it';

describe('a zone that hides the cluster’s names, or is hidden by them,', () => {
  test.each([
    ['cluster.local', 'cluster.local'],
    ['company.cluster.local', 'cluster.local'],
    ['internal', 'cluster.internal'],
  ])('is refused: %s beside %s', (zone, dnsDomain) => {
    const reason = `and the cluster domain ${dnsDomain} hide each other's names`;
    expect(problemsOf({ dns: { zone }, cluster: { dnsDomain } })).toEqual([
      { path: 'dns.zone', value: zone, reason, remedy: outside },
    ]);
    expect(problemsOf({ dns: { forwardZones: { [zone]: ['.1'] } }, cluster: { dnsDomain } })).toContainEqual({
      path: `dns.forwardZones.${zone}`,
      value: zone,
      reason,
      remedy: outside,
    });
  });

  test('is none that only ends in the same letters', () => {
    expect(problemsOf({ dns: { zone: 'mycluster.local' } })).toEqual([]);
  });
});

describe('a zone that is forwarded', () => {
  test.each([
    ['company.internal', "holds the company's own zone company.internal"],
    ['internal', "holds the company's own zone company.internal"],
    ['lab.company.internal', "is inside the company's own zone company.internal"],
  ])('is refused where it is %s', (zone, reason) => {
    expect(problemsOf({ dns: { forwardZones: { [zone]: ['9.9.9.9'] } } })).toEqual([
      { path: `dns.forwardZones.${zone}`, value: zone, reason, remedy: outside },
    ]);
  });
  test('is taken beside the company’s', () => {
    expect(
      problemsOf({ dns: { forwardZones: { 'mycompany.internal': ['9.9.9.9'], 'a.example': ['.1'], 'b.a.example': ['.1'] } } }),
    ).toEqual([]);
  });
});

describe('the reverse zone of the network is the name server’s own:', () => {
  const reason = 'is or is inside 56.168.192.in-addr.arpa, the reverse zone of 192.168.56.0/24';
  const zone = '56.168.192.in-addr.arpa';
  test.each<[LabDefinition, string, string]>([
    [{ dns: { zone } }, 'dns.zone', zone],
    [{ dns: { zone: `30.${zone}` } }, 'dns.zone', `30.${zone}`],
    [{ cluster: { dnsDomain: zone } }, 'cluster.dnsDomain', zone],
    [{ dns: { forwardZones: { [zone]: ['9.9.9.9'] } } }, `dns.forwardZones.${zone}`, zone],
  ])('%j is refused', (definition, path, value) => {
    expect(problemsOf(definition)).toEqual([{ path, value, reason, remedy: outside }]);
  });
  test('other reverse zones may be forwarded', () => {
    expect(
      problemsOf({ dns: { forwardZones: { '57.168.192.in-addr.arpa': ['9.9.9.9'], '168.192.in-addr.arpa': ['9.9.9.9'] } } }),
    ).toEqual([]);
  });
});

describe('the name an ExternalName Service stands for', () => {
  const known =
    'add it to dns.records, or use one of control-plane.company.internal, worker-1.company.internal, worker-2.company.internal, name-server.company.internal, gateway.company.internal, intranet.company.internal, www.company.internal';
  test.each([
    ['db.default.svc.cluster.local', 'is a name of the cluster itself', 'name something outside'],
    ['cluster.local', 'is a name of the cluster itself', 'name something outside'],
    ['mail.company.internal', 'is not in the company zone company.internal', known],
    ['company.internal', 'is not in the company zone company.internal', known],
  ])('is refused where it is %s', (externalName, reason, remedy) => {
    expect(problemsOf({ services: { out: { type: 'ExternalName', externalName } } })).toEqual([
      { path: 'services.out.externalName', value: externalName, reason, remedy },
    ]);
  });
  test.each(['github.com', 'intranet.company.internal', 'mail.company.internal', 'mycompany.internal'])(
    'may be %s',
    (externalName) => {
      const definition: LabDefinition = {
        dns: { records: { mail: '.70' } },
        services: { out: { type: 'ExternalName', externalName } },
      };
      expect(problemsOf(definition)).toEqual([]);
    },
  );
});

test.each([
  ['shop.company.internal', "is inside the company's zone company.internal, so nobody would find it outside"],
  ['company.internal', "is inside the company's zone company.internal, so nobody would find it outside"],
  ['shop.cluster.local', 'is inside the cluster domain cluster.local, so nobody would find it outside'],
])('the web site %s outside is refused', (site, reason) => {
  expect(problemsOf({ internet: { sites: ['example.com', site] } })).toEqual([
    { path: 'internet.sites', value: site, reason, remedy: 'choose another name' },
  ]);
});
