import type { LabDefinition } from '../../../../lib/model';
import { problemsOf } from '../problems';

const documentation = 'use one of the documentation ranges (RFC 5737), such as 192.0.2.0/24';

// Every pair of the six ranges a lab has.
test.each<[string, LabDefinition, string, string, string, string]>([
  [
    'the pod network holds the machines’ network',
    { cluster: { podCidr: '192.168.0.0/16' } },
    'cluster.podCidr',
    '192.168.0.0/16',
    'overlaps network.cidr 192.168.56.0/24',
    'use 10.0.0.0/16, which is free',
  ],
  [
    'the service network lies in the machines’ network',
    { cluster: { serviceCidr: '192.168.56.128/25' } },
    'cluster.serviceCidr',
    '192.168.56.128/25',
    'overlaps network.cidr 192.168.56.0/24',
    'use 10.0.0.0/25, which is free',
  ],
  [
    'the service network holds the pod network',
    { cluster: { podCidr: '10.96.0.0/16' } },
    'cluster.serviceCidr',
    '10.96.0.0/12',
    'overlaps cluster.podCidr 10.96.0.0/16',
    'use 10.0.0.0/12, which is free',
  ],
  [
    'the link is the machines’ network',
    { network: { cidr: '198.51.100.0/24' }, internet: { link: '198.51.100.0/24' } },
    'internet.link',
    '198.51.100.0/24',
    'overlaps network.cidr 198.51.100.0/24',
    documentation,
  ],
  [
    'the link lies in the pod network',
    { internet: { link: '20.96.7.0/24' } },
    'internet.link',
    '20.96.7.0/24',
    'overlaps cluster.podCidr 20.96.0.0/12',
    documentation,
  ],
  [
    'the link lies in the service network',
    { internet: { link: '10.100.0.0/24' } },
    'internet.link',
    '10.100.0.0/24',
    'overlaps cluster.serviceCidr 10.96.0.0/12',
    documentation,
  ],
  [
    'the outside name server is in the machines’ network',
    { internet: { nameServer: '192.168.56.53' } },
    'internet.nameServer',
    '192.168.56.53',
    'overlaps network.cidr 192.168.56.0/24',
    documentation,
  ],
  [
    'the outside name server is in the pod network',
    { internet: { nameServer: '20.96.0.53' } },
    'internet.nameServer',
    '20.96.0.53',
    'overlaps cluster.podCidr 20.96.0.0/12',
    documentation,
  ],
  [
    'the outside name server is in the service network',
    { cluster: { serviceCidr: '203.0.113.0/24' }, internet: { nameServer: '203.0.113.53' } },
    'internet.nameServer',
    '203.0.113.53',
    'overlaps cluster.serviceCidr 203.0.113.0/24',
    documentation,
  ],
  [
    'the outside name server is on the link',
    { internet: { link: '198.51.100.0/24', nameServer: '198.51.100.53' } },
    'internet.nameServer',
    '198.51.100.53',
    'overlaps internet.link 198.51.100.0/24',
    documentation,
  ],
  [
    'the outside web server is in the machines’ network',
    { internet: { webServer: '192.168.56.80' } },
    'internet.webServer',
    '192.168.56.80',
    'overlaps network.cidr 192.168.56.0/24',
    documentation,
  ],
  [
    'the outside web server is in the pod network',
    { internet: { webServer: '20.111.255.255' } },
    'internet.webServer',
    '20.111.255.255',
    'overlaps cluster.podCidr 20.96.0.0/12',
    documentation,
  ],
  [
    'the outside web server is in the service network',
    { internet: { webServer: '10.111.255.255' } },
    'internet.webServer',
    '10.111.255.255',
    'overlaps cluster.serviceCidr 10.96.0.0/12',
    documentation,
  ],
  [
    'the outside web server is on the link',
    { internet: { link: '198.51.100.0/24', webServer: '198.51.100.80' } },
    'internet.webServer',
    '198.51.100.80',
    'overlaps internet.link 198.51.100.0/24',
    documentation,
  ],
])('fails where %s', (_what, definition, path, value, reason, remedy) => {
  expect(problemsOf(definition)).toContainEqual({ path, value, reason, remedy });
});

test('fails for each pair of three equal ranges', () => {
  const problems = problemsOf({
    network: { cidr: '10.0.0.0/16' },
    cluster: { podCidr: '10.0.0.0/16', serviceCidr: '10.0.0.0/16' },
  });
  expect(problems.filter(({ reason }) => reason.startsWith('overlaps'))).toEqual([
    {
      path: 'cluster.podCidr',
      value: '10.0.0.0/16',
      reason: 'overlaps network.cidr 10.0.0.0/16',
      remedy: 'use 10.1.0.0/16, which is free',
    },
    {
      path: 'cluster.serviceCidr',
      value: '10.0.0.0/16',
      reason: 'overlaps network.cidr 10.0.0.0/16',
      remedy: 'use 10.1.0.0/16, which is free',
    },
    {
      path: 'cluster.serviceCidr',
      value: '10.0.0.0/16',
      reason: 'overlaps cluster.podCidr 10.0.0.0/16',
      remedy: 'use 10.1.0.0/16, which is free',
    },
  ]);
});

test('where no private range of the size is free, none is put forward', () => {
  expect(problemsOf({ cluster: { podCidr: '0.0.0.0/1', nodePodPrefix: 17 }, network: { cidr: '10.77.0.0/24' } })[0]).toEqual({
    path: 'cluster.podCidr',
    value: '0.0.0.0/1',
    reason: 'overlaps network.cidr 10.77.0.0/24',
    remedy: 'choose ranges that share no address',
  });
});

test('numbers count, not text: 10.0.2.0/23 and 10.0.20.0/24 share nothing', () => {
  expect(problemsOf({ network: { cidr: '10.0.20.0/24' }, cluster: { serviceCidr: '10.0.2.0/23' } })).toEqual([]);
  expect(problemsOf({ network: { cidr: '10.0.3.0/24' }, cluster: { serviceCidr: '10.0.2.0/23' } })).toHaveLength(1);
});

test('ranges may touch', () => {
  expect(problemsOf({ cluster: { podCidr: '10.112.0.0/12' } })).toEqual([]);
  expect(problemsOf({ cluster: { podCidr: '10.80.0.0/12' } })).toEqual([]);
});

test('both servers outside may be one host', () => {
  expect(problemsOf({ internet: { nameServer: '203.0.113.1', webServer: '203.0.113.1' } })).toEqual([]);
});

test('the range put forward is taken', () => {
  expect(problemsOf({ cluster: { podCidr: '10.96.0.0/16', serviceCidr: '10.0.0.0/12' } })).toEqual([]);
  expect(problemsOf({ cluster: { podCidr: '10.0.0.0/16' } })).toEqual([]);
});
