import { internetFiles, nameServersOf } from '../../../hypervisor/internet/zones';
import { type LabDefinition, resolveLab } from '../../../lib/model';

test('the simulated internet is authoritative for its sites and for the root', () => {
  expect(internetFiles(resolveLab(), '/state/internet')).toMatchSnapshot();
});

test('a site of another name has a zone of its own', () => {
  const files = internetFiles(
    resolveLab({ services: { outside: { type: 'ExternalName', externalName: 'www.example.org' } } }),
    '/state/internet',
  );
  expect(Object.keys(files)).toEqual(['Corefile', 'www.example.org.zone', 'root.zone']);
  expect(files['www.example.org.zone']).toContain('@ IN A 203.0.113.80');
});

describe('public name servers', () => {
  const filesOf = (dns: LabDefinition['dns']) => {
    const lab = resolveLab({ dns });
    const { Corefile = '', ...zones } = internetFiles(lab, '/state');
    const binds = [...Corefile.matchAll(/^(\S+):53 \{\n {2}bind (.*)$/gm)].map(([, zone, servers]) => `${zone} at ${servers}`);
    return { binds, zones, servers: nameServersOf(lab).map(String) };
  };

  test('whom the company’s name server or the cluster asks are played, and know what the internet’s own knows', () => {
    const { binds, zones, servers } = filesOf({ upstreams: ['8.8.8.8', '1.1.1.1'], clusterForwarders: ['9.9.9.9', '1.1.1.1'] });
    const all = '203.0.113.53 8.8.8.8 1.1.1.1 9.9.9.9';
    expect(binds).toEqual([`github.com at ${all}`, `. at ${all}`]);
    expect(zones['root.zone']).toContain('ns IN A 8.8.8.8\n');
    expect(servers).toEqual(all.split(' '));
  });

  test('do not know a partner’s zone unless they are the partner’s, too', () => {
    const forwardZones = { 'partner.example': ['9.9.9.9'], 'other.example': ['8.8.8.8'] };
    const { binds, servers } = filesOf({ upstreams: ['8.8.8.8'], forwardZones });
    expect(binds).toEqual([
      'partner.example at 9.9.9.9',
      'other.example at 8.8.8.8',
      'github.com at 203.0.113.53 8.8.8.8',
      '. at 203.0.113.53 8.8.8.8',
    ]);
    expect(servers).toEqual(['9.9.9.9', '8.8.8.8', '203.0.113.53']);
  });

  test.each(['192.168.56.1', '192.168.56.77', '198.51.100.1', '198.51.100.20'])(
    'are not played at %s, which is in the lab',
    (server) => {
      expect(filesOf({ upstreams: [server, '8.8.8.8'] }).servers).toEqual(['203.0.113.53', '8.8.8.8']);
    },
  );
});

describe('a zone that the company asks other servers for', () => {
  const files = (forwardZones: Record<string, string[]>, sites: string[] = []) => {
    const lab = resolveLab({ dns: { forwardZones }, internet: { sites } });
    const { Corefile = '', ...zones } = internetFiles(lab, '/state');
    return { blocks: Corefile.split(/^}$/m), zones, servers: nameServersOf(lab).map(String) };
  };

  test('is answered for by its own servers and by nobody else', () => {
    const { blocks, zones, servers } = files({ 'partner.example': ['198.51.100.53', '198.51.100.54'] });
    expect(blocks.filter((block) => block.includes('partner.example:53'))).toEqual([
      expect.stringContaining('bind 198.51.100.53 198.51.100.54\n'),
    ]);
    expect(zones['partner-partner.example.zone']).toContain('ns IN A 198.51.100.53\nns IN A 198.51.100.54\n');
    expect(servers).toEqual(['198.51.100.53', '198.51.100.54', '203.0.113.53']);
  });

  test('has the sites that lie in it', () => {
    const { blocks, zones } = files({ 'partner.example': ['198.51.100.53'] }, ['www.partner.example', 'partner.example']);
    expect(zones['partner-partner.example.zone']).toContain('@ IN A 203.0.113.80');
    expect(blocks.find((block) => block.includes('www.partner.example:53'))).toContain('bind 203.0.113.53 198.51.100.53\n');
  });

  test('is told by one block only where the internet’s own server is asked', () => {
    const { blocks } = files({ 'github.com': ['203.0.113.53'] });
    expect(blocks.filter((block) => block.includes('github.com:53'))).toHaveLength(1);
  });

  test.each(['192.168.56.1', '192.168.56.77', '198.51.100.1'])(
    'is not played where %s is asked, which is in the lab',
    (server) => {
      expect(files({ 'partner.example': ['198.51.100.53', server] }).servers).toEqual(['198.51.100.53', '203.0.113.53']);
      expect(files({ 'partner.example': [server] }).servers).toEqual(['203.0.113.53']);
    },
  );
});
