import type { LabDefinition } from '../../../../lib/model';
import { problemsOf } from '../problems';

const remedy = 'choose another name';
const ofMachine = 'is a name of every machine for itself';
const ofAll = 'is a name of every machine and pod for itself';
const invalid = 'is no usable name: invalid is kept to have no names (RFC 6761)';
const localhost = 'is no usable name: localhost is the machine itself to every program (RFC 6761)';
const onion = 'is no usable name: onion is kept for Tor, and name servers refuse it (RFC 7686)';
const external = (externalName: string): LabDefinition => ({ services: { out: { type: 'ExternalName', externalName } } });

test.each<[LabDefinition, string, string, string]>([
  [{ workers: [{ name: 'localhost' }] }, 'workers[0].name', 'localhost', ofMachine],
  [{ controlPlane: { name: 'ip6-loopback' } }, 'controlPlane.name', 'ip6-loopback', ofMachine],
  [{ nameServer: { name: 'ip6-allnodes' } }, 'nameServer.name', 'ip6-allnodes', ofMachine],
  [{ dns: { records: { localhost: '.70' } } }, 'dns.records.localhost', 'localhost', ofAll],
  [{ services: { localhost: { type: 'ClusterIP' } } }, 'services.localhost', 'localhost', ofAll],
  [{ dns: { zone: 'company.localhost' } }, 'dns.zone', 'company.localhost', localhost],
  [{ cluster: { dnsDomain: 'cluster.invalid' } }, 'cluster.dnsDomain', 'cluster.invalid', invalid],
  [{ dns: { forwardZones: { 'partner.onion': ['9.9.9.9'] } } }, 'dns.forwardZones.partner.onion', 'partner.onion', onion],
  [{ internet: { sites: ['shop.invalid'] } }, 'internet.sites', 'shop.invalid', invalid],
  [external('localhost'), 'services.out.externalName', 'localhost', localhost],
  [external('shop.invalid'), 'services.out.externalName', 'shop.invalid', invalid],
])('is refused in %j', (definition, path, value, reason) => {
  expect(problemsOf(definition)).toEqual([{ path, value, reason, remedy }]);
});

test('names that only contain such a word, and zones in local, are taken', () => {
  expect(
    problemsOf({
      workers: [{ name: 'localhost-1' }],
      dns: { zone: 'company.local', records: { 'localhost.shop': '.70' } },
      services: { out: { type: 'ExternalName', externalName: 'invalid.example' } },
    }),
  ).toEqual([]);
});
