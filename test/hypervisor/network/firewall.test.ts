import { gatewayRules, hostRules, linkCidr } from '../../../hypervisor/network/firewall';
import { Cidr, IpAddress } from '../../../lib/model';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';
import { resolveLab } from '../../../lib/model';

const lab = resolveLab();
const paths = labPathsOf(lab.name);
const surroundings = { nameServers: [IpAddress.parse('10.0.0.2')], neighbours: [Cidr.parse('203.0.113.0/29')] };

test('the gateway publishes the load balancer addresses and nothing else', () => {
  const rules = gatewayRules(lab, paths);
  expect(rules).toMatchSnapshot();
  expect(rules.match(/iifname "uplink" ip daddr .* accept/g)).toEqual([
    'iifname "uplink" ip daddr 198.51.100.1 icmp type echo-request accept',
    'iifname "uplink" ip daddr 192.168.56.60 accept',
  ]);
});

test('a pool of several addresses is a range', () => {
  const wide = resolveLab({ loadBalancer: { pool: '.60-.69' } });
  expect(gatewayRules(wide, paths)).toContain('ip daddr 192.168.56.60-192.168.56.69 accept');
});

test('the rules replace those of an earlier start', () => {
  expect(gatewayRules(lab, paths).split('\n').slice(0, 2)).toEqual(['table ip lab {}', 'delete table ip lab']);
});

test('with a real uplink the host masquerades what comes over the link and leaves elsewhere', () => {
  expect(String(linkCidr(lab))).toBe('198.51.100.0/24');
  expect(hostRules(lab, paths, { id: 'ID' }, surroundings)).toContain(
    'ip saddr 198.51.100.0/24 oifname != "lk-lesson" masquerade',
  );
});

test('with a real uplink the lab reaches public addresses and name servers, unless its definition says everything', () => {
  expect(hostRules(lab, paths, { id: 'ID' }, surroundings)).toMatchSnapshot();
  const open = hostRules(resolveLab({ internet: { reach: 'everything' } }), paths, { id: 'ID' }, surroundings);
  expect(open).not.toContain('drop');
  expect(open).toContain('masquerade');
});
