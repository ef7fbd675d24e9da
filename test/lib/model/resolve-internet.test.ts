import { type LabDefinition, resolveLab, tryResolve } from '../../../lib/model';
import { problemsOf } from './problems';

const internet = (definition: NonNullable<LabDefinition['internet']>): LabDefinition => ({ internet: definition });
const hypervisor = (definition: NonNullable<LabDefinition['hypervisor']>): LabDefinition => ({ hypervisor: definition });
const uri = {
  reason: 'is neither embedded nor system nor a libvirt URI',
  remedy: 'a URI looks like qemu+ssh://user@host/system',
};
const programUri = {
  reason: 'is a libvirt URI of a kind that a definition may not name',
  remedy:
    'use the transports unix, ssh and tls, and of the settings socket, keyfile and known_hosts with absolute paths; LAB_HYPERVISOR takes every URI',
};
const folder = {
  reason: 'is not the plain absolute path of a folder',
  remedy: 'begin it with /, without quotes, $, \\, <, >, & and the parts . and ..',
};
const notAnAddress = { reason: 'is not an IPv4 address', remedy: 'write four numbers from 0 to 255 with dots between them' };

test.each<[LabDefinition, string, string, { reason: string; remedy?: string }]>([
  [
    internet({ link: '198.51.100.1/24' }),
    'internet.link',
    '198.51.100.1/24',
    { reason: 'has host bits set', remedy: 'write 198.51.100.0/24' },
  ],
  [
    internet({ link: '198.51.100.0/30' }),
    'internet.link',
    '198.51.100.0/30',
    { reason: 'must have a prefix length from 8 to 29', remedy: 'a /24 is usual' },
  ],
  [
    internet({ gateway: '.256' }),
    'internet.gateway',
    '.256',
    { reason: 'is outside the network 198.51.100.0/24', remedy: 'use .2 to .254' },
  ],
  [
    internet({ router: '198.51.100.0254' }),
    'internet.router',
    '198.51.100.0254',
    { reason: 'has an octet with a leading zero', remedy: 'write 198.51.100.254' },
  ],
  [internet({ client: 'me' }), 'internet.client', 'me', notAnAddress],
  [internet({ nameServer: '.53' }), 'internet.nameServer', '.53', notAnAddress],
  [internet({ webServer: '203.0.113.800' }), 'internet.webServer', '203.0.113.800', { reason: 'has an octet above 255' }],
  [
    internet({ sites: ['example.com', 'Example.org'] }),
    'internet.sites[1]',
    'Example.org',
    { reason: 'is not in its plain form', remedy: 'write example.org' },
  ],
  [hypervisor({ uri: 'xen:///system' }), 'hypervisor.uri', 'xen:///system', uri],
  [hypervisor({ uri: 'qemu:///' }), 'hypervisor.uri', 'qemu:///', programUri],
  [hypervisor({ uri: 'Embedded' }), 'hypervisor.uri', 'Embedded', uri],
  [hypervisor({ uri: 'qemu+ssh://a b/system' }), 'hypervisor.uri', 'qemu+ssh://a b/system', uri],
  [hypervisor({ storage: 'disks' }), 'hypervisor.storage', 'disks', folder],
  [hypervisor({ storage: '/a"b' }), 'hypervisor.storage', '/a"b', folder],
])('fails for %j', (definition, path, value, told) => {
  expect(problemsOf(definition)).toEqual([{ path, value, ...told }]);
});

test.each([
  'qemu+ext:///system?command=/tmp/x',
  'qemu+ssh://host/system?command=/tmp/x',
  'qemu+ssh://host/system?keyfile=/k&command=/tmp/x',
  'qemu+ssh://host/system?netcat=%27;id;%27',
  'qemu+ssh://host/system?NETCAT=/x',
  'qemu+ssh://host/system?socket=/run/../x',
  'qemu+ssh://host/system?socket=x',
  'qemu+ssh://host/system?keyfile=/k#command=/x',
  'qemu+ssh://host/system?keyfile=/a;command=/x',
  'qemu+ssh://-oProxyCommand=id/system',
  'qemu+ssh://-l@host/system',
  'qemu+ssh://user:word@host/system',
  'qemu+ssh://host:22x/system',
  'qemu+ssh://$(id)/system',
  'qemu+libssh2://host/system',
  'qemu+tcp://host/system',
  'qemu+tls://host/system?no_verify=1',
  'qemu+tls://host/system?pkipath=/tmp',
])('a definition names no program and no server that anyone may play: %s', (text) => {
  expect(problemsOf(hypervisor({ uri: text }))).toEqual([{ path: 'hypervisor.uri', value: text, ...programUri }]);
});

test.each([
  "/x'; touch /tmp/owned; echo '",
  '/$HOME',
  '/a\\b',
  '/`id`',
  '/a/../b',
  '/a/./b',
  '/..',
  '/a\nb',
  '/a\u0085b',
  '/a\u2028b',
])('a folder is shown in commands to paste and holds nothing a shell reads: %j', (storage) => {
  expect(problemsOf(hypervisor({ storage }))).toEqual([{ path: 'hypervisor.storage', value: storage, ...folder }]);
});

const addresses = (definition: LabDefinition) => {
  const { link, gateway, router, client, nameServer, webServer } = resolveLab(definition).internet;
  return [link, gateway, router, client, nameServer, webServer].map(String);
};

test('without a definition it lies in documentation ranges, and which one it is is not said', () => {
  expect(addresses({})).toEqual([
    '198.51.100.0/24',
    '198.51.100.1',
    '198.51.100.254',
    '198.51.100.20',
    '203.0.113.53',
    '203.0.113.80',
  ]);
  expect(resolveLab().internet.kind).toBeUndefined();
});

test.each([
  ['192.0.2.0/24', ['192.0.2.1', '192.0.2.254', '192.0.2.20']],
  ['198.51.100.64/29', ['198.51.100.65', '198.51.100.70', '198.51.100.69']],
  ['198.51.0.0/16', ['198.51.0.1', '198.51.255.254', '198.51.0.20']],
])('on the link %s gateway, router and client are apart', (link, expected) => {
  expect(addresses(internet({ link })).slice(1, 4)).toEqual(expected);
});

test('addresses of the link are written in full or by their last part', () => {
  expect(addresses(internet({ gateway: '.2', router: '198.51.100.3', client: '.4' })).slice(1, 4)).toEqual([
    '198.51.100.2',
    '198.51.100.3',
    '198.51.100.4',
  ]);
});

test.each<[string, LabDefinition, string[]]>([
  ['the gateway of the link', internet({ client: '.1' }), ['198.51.100.0/24', '.2', '.254', '.1']],
  ['the outside user', internet({ gateway: '.20' }), ['198.51.100.0/24', '.20', '.254', '.21']],
  ['the router', internet({ gateway: '198.51.100.254' }), ['198.51.100.0/24', '.254', '.1', '.20']],
])('where its address is asked for, %s steps aside', (_who, definition, [link, ...hosts]) => {
  const expected = hosts.map((host) => `198.51.100${host}`);
  expect(addresses(definition).slice(0, 4)).toEqual([link, ...expected]);
});

test.each<[string, LabDefinition, string[]]>([
  ['the link', { network: { cidr: '198.51.100.0/24' } }, ['192.0.2.0/24', '203.0.113.53', '203.0.113.80']],
  ['the link, for a server', internet({ nameServer: '198.51.100.53' }), ['192.0.2.0/24', '198.51.100.53', '203.0.113.80']],
  ['both servers', internet({ link: '203.0.113.0/24' }), ['203.0.113.0/24', '198.51.100.53', '198.51.100.80']],
  ['one server', internet({ link: '203.0.113.64/27' }), ['203.0.113.64/27', '203.0.113.53', '198.51.100.80']],
  [
    'all of them',
    { cluster: { podCidr: '192.0.0.0/4', serviceCidr: '10.96.0.0/12', nodePodPrefix: 20 }, network: { cidr: '10.0.0.0/24' } },
    ['198.51.100.0/24', '203.0.113.53', '203.0.113.80'],
  ],
])('where its range is taken, %s steps aside as long as there is another', (_what, definition, expected) => {
  const { link, nameServer, webServer } = tryResolve(definition).lab.internet;
  expect([link, nameServer, webServer].map(String)).toEqual(expected);
});

test('emulation may be called as QEMU calls it', () => {
  expect(resolveLab(hypervisor({ acceleration: 'tcg' }))).toEqual(resolveLab(hypervisor({ acceleration: 'emulation' })));
});

test('what ExternalName Services stand for is a web site outside, unless it is the company’s own; more may be named', () => {
  const lab = resolveLab({
    internet: { sites: ['example.com', 'github.com'], webServer: '203.0.113.99' },
    services: {
      a: { type: 'ExternalName', externalName: 'github.com' },
      b: { type: 'ExternalName', externalName: 'intranet.company.internal' },
      c: { type: 'ExternalName', externalName: 'github.com' },
    },
  });
  expect(lab.internet.sites.map(({ name, address }) => `${name} ${address}`)).toEqual([
    'github.com 203.0.113.99',
    'example.com 203.0.113.99',
  ]);
});

test.each([
  'embedded',
  'system',
  'qemu:///system',
  'qemu:///session',
  'qemu+ssh://root@host/system',
  'qemu+unix:///system?socket=/run/libvirt/virtqemud-sock',
  'qemu+ssh://me@10.0.0.1:2222/system?keyfile=/home/me/.ssh/id_ed25519&known_hosts=/home/me/.ssh/known_hosts',
  'qemu+tls://[2001:db8::1]:16514/system',
])('takes the hypervisor %s', (text) => {
  expect(resolveLab(hypervisor({ uri: text })).hypervisor.uri).toBe(text);
});

test('a folder is one with and without a slash at its end', () => {
  expect(['/srv/labs/', '/srv/labs', '/'].map((storage) => resolveLab(hypervisor({ storage })).hypervisor.storage)).toEqual([
    '/srv/labs',
    '/srv/labs',
    '/',
  ]);
});
