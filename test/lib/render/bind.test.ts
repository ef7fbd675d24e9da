import { resolveLab } from '../../../lib/model';
import { bindFiles, intranetPage } from '../../../lib/render';

const lab = resolveLab({ dns: { records: { mail: '.70', 'www.shop': '203.0.113.9' } } });
const files = bindFiles(lab);
const zone = (name: string, of = files) => of[`/etc/bind/db.${name}`]!.split('\n');

test('named reads the options and the zones', () => {
  expect(Object.keys(files)).toEqual([
    '/etc/bind/named.conf',
    '/etc/bind/named.conf.options',
    '/etc/bind/named.conf.local',
    '/etc/bind/db.company.internal',
    '/etc/bind/db.56.168.192.in-addr.arpa',
    '/etc/bind/empty.zone',
  ]);
});

test('the company zone has every machine, the gateway, the intranet and the records given', () => {
  expect(zone('company.internal')).toEqual([
    '$TTL 300',
    '@ IN SOA name-server.company.internal. hostmaster.company.internal. 1 3600 600 86400 60',
    '@ IN NS name-server.company.internal.',
    'control-plane IN A 192.168.56.30',
    'worker-1 IN A 192.168.56.31',
    'worker-2 IN A 192.168.56.32',
    'name-server IN A 192.168.56.50',
    'gateway IN A 192.168.56.1',
    'intranet IN A 192.168.56.50',
    'www IN A 192.168.56.60',
    'mail IN A 192.168.56.70',
    'www.shop IN A 203.0.113.9',
    '',
  ]);
});

test('the reverse zone has one name per address of the network, the machine’s own first', () => {
  expect(zone('56.168.192.in-addr.arpa').slice(3)).toEqual([
    '30 IN PTR control-plane.company.internal.',
    '31 IN PTR worker-1.company.internal.',
    '32 IN PTR worker-2.company.internal.',
    '50 IN PTR name-server.company.internal.',
    '1 IN PTR gateway.company.internal.',
    '60 IN PTR www.company.internal.',
    '70 IN PTR mail.company.internal.',
    '',
  ]);
});

test('a network that ends within an octet has two labels before its reverse zone', () => {
  const wide = bindFiles(resolveLab({ network: { cidr: '192.168.56.0/23' } }));
  expect(zone('168.192.in-addr.arpa', wide)).toContain('30.56 IN PTR control-plane.company.internal.');
});

test('every other name is asked upstream, and only there', () => {
  const options = files['/etc/bind/named.conf.options']!;
  expect(options).toContain('forward only;');
  expect(options).toContain('forwarders { 192.168.56.1; };');
  expect(options).toContain('recursion yes;');
});

test('the network and the pods may ask, nobody else', () => {
  expect(files['/etc/bind/named.conf.options']).toContain(
    'allow-query { localhost; 192.168.56.0/24; 20.96.1.0/24; 20.96.2.0/24; 20.96.3.0/24; };',
  );
  expect(files['/etc/bind/named.conf.options']).toContain('allow-transfer { none; };');
});

test('a cluster name that strays here ends here: its zone is this server’s, and empty', () => {
  expect(files['/etc/bind/named.conf.local']).toContain(
    'zone "cluster.local" {\n    type primary;\n    file "/etc/bind/empty.zone";\n};',
  );
  expect(files['/etc/bind/empty.zone']!.split('\n')).toHaveLength(4);
});

test('a company zone of any name has a file of its own', () => {
  const other = bindFiles(resolveLab({ dns: { zone: 'empty' } }));
  expect(zone('empty', other)).toContain('control-plane IN A 192.168.56.30');
  expect(other['/etc/bind/empty.zone']).not.toContain('IN A');
});

test('a zone of a partner is asked from the partner’s servers, and only there', () => {
  const other = bindFiles(resolveLab({ dns: { forwardZones: { 'partner.example': ['203.0.113.53', '.1'] } } }));
  expect(other['/etc/bind/named.conf.local']).toContain(
    'zone "partner.example" {\n    type forward;\n    forward only;\n    forwarders { 203.0.113.53; 192.168.56.1; };\n};',
  );
});

test('the intranet page lists every machine', () => {
  const page = intranetPage(lab);
  for (const cell of ['control-plane', '192.168.56.30', '192.168.56.31', '192.168.56.32', '192.168.56.50'])
    expect(page).toContain(`<td>${cell}</td>`);
});
