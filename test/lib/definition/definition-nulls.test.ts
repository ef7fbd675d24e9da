import { withoutNulls } from '../../../lib/definition/definition-nulls';

test.each<[string, unknown, unknown]>([
  ['a known key is absent', { name: null, network: { cidr: null, client: '.9' } }, { network: { client: '.9' } }],
  ['a list that is absent is', { workers: null, services: null, dns: { records: null } }, { dns: {} }],
  ['a worker is one of which nothing is said', { workers: [null, { name: 'b' }] }, { workers: [{}, { name: 'b' }] }],
  [
    'a Service and a workload are there',
    { services: { web: null }, workloads: { web: null } },
    { services: { web: {} }, workloads: { web: {} } },
  ],
  ['a port is there', { services: { web: { ports: [null] } } }, { services: { web: { ports: [{}] } } }],
  ['a Service called services has absent keys', { services: { services: { type: null } } }, { services: { services: {} } }],
  ['a name without its address stays', { dns: { records: { mail: null } } }, { dns: { records: { mail: null } } }],
  ['a zone without servers stays', { dns: { forwardZones: { a: null } } }, { dns: { forwardZones: { a: null } } }],
  ['an item of a list of values stays', { dns: { upstreams: [null] } }, { dns: { upstreams: [null] } }],
  [
    'nothing else changes',
    { name: '', workers: [], x: new Map([['a', null]]) },
    { name: '', workers: [], x: new Map([['a', null]]) },
  ],
])('without a value, %s', (_what, value, expected) => {
  expect(withoutNulls(value)).toEqual(expected);
});
