import { type LabDefinition, resolveLab } from '../../../lib/model';
import { problemsOf } from './problems';

const notAnAddress = { reason: 'is not an IPv4 address', remedy: 'write four numbers from 0 to 255 with dots between them' };

test.each<[NonNullable<LabDefinition['dns']>, string, string, { reason: string; remedy?: string }]>([
  [{ zone: 'a..b' }, 'dns.zone', 'a..b', { reason: 'has an empty label', remedy: 'write a.b' }],
  [{ zone: '' }, 'dns.zone', '""', { reason: 'is empty' }],
  [
    { zone: 'Company.Internal' },
    'dns.zone',
    'Company.Internal',
    { reason: 'is not in its plain form', remedy: 'write company.internal' },
  ],
  [
    { records: { mail: '.70', 'mail.company.internal': '.71' } },
    'dns.records.mail.company.internal',
    'mail.company.internal',
    { reason: 'is the same name as dns.records.mail', remedy: 'write one of them' },
  ],
  [
    { records: { 'mail.example.com.': '.70' } },
    'dns.records.mail.example.com.',
    'mail.example.com.',
    {
      reason: "is outside the company's zone company.internal",
      remedy: 'without the final dot it is mail.example.com.company.internal',
    },
  ],
  [
    { forwardZones: { 'partner.example': ['9.9.9.9'], 'partner.example.': ['9.9.9.9'] } },
    'dns.forwardZones.partner.example.',
    'partner.example.',
    { reason: 'is the same name as dns.forwardZones.partner.example', remedy: 'write one of them' },
  ],
  [
    { zone: `${'a'.repeat(64)}.internal` },
    'dns.zone',
    `${'a'.repeat(64)}.internal`,
    { reason: 'has a label of 64 characters; a label has at most 63' },
  ],
  [{ records: { Mail: '.70' } }, 'dns.records.Mail', 'Mail', { reason: 'is not in its plain form', remedy: 'write mail' }],
  [
    { records: { 'www..shop': '.70' } },
    'dns.records.www..shop',
    'www..shop',
    { reason: 'has an empty label', remedy: 'write www.shop' },
  ],
  [{ records: { mail: 'x' } }, 'dns.records.mail', 'x', notAnAddress],
  [
    { records: { mail: '.256' } },
    'dns.records.mail',
    '.256',
    { reason: 'is outside the network 192.168.56.0/24', remedy: 'use .2 to .254' },
  ],
  [{ upstreams: ['.1', 'x'] }, 'dns.upstreams[1]', 'x', notAnAddress],
  [
    { upstreams: ['1.1.1.01'] },
    'dns.upstreams[0]',
    '1.1.1.01',
    { reason: 'has an octet with a leading zero', remedy: 'write 1.1.1.1' },
  ],
  [
    { upstreams: ['2606:4700:4700::1111'] },
    'dns.upstreams[0]',
    '2606:4700:4700::1111',
    { reason: 'is an IPv6 address; this lab is IPv4 for now', remedy: 'write an IPv4 address' },
  ],
  [{ clusterForwarders: ['one.one.one.one'] }, 'dns.clusterForwarders[0]', 'one.one.one.one', notAnAddress],
  [
    { forwardZones: { 'partner..example': ['9.9.9.9'] } },
    'dns.forwardZones.partner..example',
    'partner..example',
    { reason: 'has an empty label', remedy: 'write partner.example' },
  ],
  [{ forwardZones: { 'partner.example': ['.1', 'x'] } }, 'dns.forwardZones.partner.example[1]', 'x', notAnAddress],
])('fails for %j', (dns, path, value, told) => {
  expect(problemsOf({ dns })).toEqual([{ path, value, ...told }]);
});

const records = (definition: LabDefinition) =>
  resolveLab(definition).dns.records.map(({ name, address }) => `${name} ${address}`);

test('without a definition the name server asks the gateway, and the cluster the name server', () => {
  const { zone, upstreams, clusterForwarders, forwardZones } = resolveLab().dns;
  expect([zone, upstreams.join(), clusterForwarders.join(), forwardZones]).toEqual([
    'company.internal',
    '192.168.56.1',
    '192.168.56.50',
    [],
  ]);
});

test('records come after the machines’ own', () => {
  expect(records({ dns: { records: { mail: '.70', 'www.shop': '203.0.113.9' } } })).toEqual([
    'control-plane 192.168.56.30',
    'worker-1 192.168.56.31',
    'worker-2 192.168.56.32',
    'name-server 192.168.56.50',
    'gateway 192.168.56.1',
    'intranet 192.168.56.50',
    'www 192.168.56.60',
    'mail 192.168.56.70',
    'www.shop 203.0.113.9',
  ]);
});

test('records may be written with their zone, and names with their final dot', () => {
  const written = { zone: 'acme.test.', records: { 'mail.acme.test': '.70', 'print.acme.test.': '.71', www2: '.72' } };
  const meant = { zone: 'acme.test', records: { mail: '.70', print: '.71', www2: '.72' } };
  expect(resolveLab({ dns: written })).toEqual(resolveLab({ dns: meant }));
});

test('servers are asked in the order given', () => {
  const { dns } = resolveLab({
    dns: {
      upstreams: ['9.9.9.9', '.1'],
      clusterForwarders: ['.50', '9.9.9.9'],
      forwardZones: { 'partner.example': ['203.0.113.53', '.1'], 'b.example': ['.1'] },
    },
  });
  expect(dns.upstreams.map(String)).toEqual(['9.9.9.9', '192.168.56.1']);
  expect(dns.clusterForwarders.map(String)).toEqual(['192.168.56.50', '9.9.9.9']);
  expect(dns.forwardZones.map(({ zone, servers }) => `${zone} ${servers.join()}`)).toEqual([
    'partner.example 203.0.113.53,192.168.56.1',
    'b.example 192.168.56.1',
  ]);
});
