import { internetFiles, nameServersOf } from '../../../hypervisor/internet/zones';
import { resolveLab } from '../../../lib/model';

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
