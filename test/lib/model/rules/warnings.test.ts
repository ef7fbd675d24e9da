import { Cidr, type LabDefinition, resolveLab, warnings } from '../../../../lib/model';
import { isPrivate } from '../../../../lib/model/rules/warnings';

const warningsOf = (definition: LabDefinition) => warnings(resolveLab({ cluster: { podCidr: '10.0.0.0/16' }, ...definition }));

test('the lesson’s pod network is public space, and what cannot be reached because of it is said', () => {
  expect(warnings(resolveLab())).toEqual([
    'cluster.podCidr 20.96.0.0/12 is public address space: the lab cannot reach the real hosts from 20.96.0.0 to 20.111.255.255',
  ]);
});

test.each<[LabDefinition, string]>([
  [
    { network: { cidr: '9.9.9.0/24' } },
    'network.cidr 9.9.9.0/24 is public address space: the lab cannot reach the real hosts from 9.9.9.0 to 9.9.9.255',
  ],
  [
    { cluster: { podCidr: '10.0.0.0/16', serviceCidr: '11.0.0.0/12' } },
    'cluster.serviceCidr 11.0.0.0/12 is public address space: the lab cannot reach the real hosts from 11.0.0.0 to 11.15.255.255',
  ],
  [
    { internet: { link: '1.1.1.0/24' } },
    'internet.link 1.1.1.0/24 is public address space: the lab cannot reach the real hosts from 1.1.1.0 to 1.1.1.255',
  ],
  [
    { services: { web: { type: 'NodePort', ports: [{ nodePort: 30086 }] } } },
    'services.web: Kubernetes may give the node port 30086 to another Service first; those from 30000 to 30085 are kept for fixed ones (KEP-3668)',
  ],
  [
    { services: { web: { type: 'ClusterIP', clusterIp: '10.96.1.1' } } },
    'services.web: Kubernetes may give the address 10.96.1.1 to another Service first; those up to 10.96.1.0 are kept for fixed ones (KEP-3070)',
  ],
])('there is one for %j', (definition, warning) => {
  expect(warningsOf(definition)).toEqual([warning]);
});

test('there is none for a fixed node port and a fixed address in their bands', () => {
  const services: LabDefinition['services'] = {
    a: { type: 'NodePort', ports: [{ nodePort: 30085 }] },
    b: { type: 'ClusterIP', clusterIp: '10.96.1.0' },
  };
  expect(warningsOf({ services })).toEqual([]);
});

test.each([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '192.0.2.0/24',
  '198.51.100.64/29',
  '203.0.113.0/24',
])('%s is space that no host of the real internet has', (cidr) => expect(isPrivate(Cidr.parse(cidr))).toBe(true));

test.each(['172.32.0.0/16', '11.0.0.0/8', '100.128.0.0/16', '172.0.0.0/8', '8.0.0.0/6', '192.168.0.0/15', '0.0.0.0/0'])(
  '%s is space, or holds some, that hosts of the real internet have',
  (cidr) => expect(isPrivate(Cidr.parse(cidr))).toBe(false),
);
