import { resolveLab } from '../../../lib/model';
import { networkConfig } from '../../../lib/render';
import { machineNamed } from './machines';

const lab = resolveLab();
const card = (name: string, of = lab) => networkConfig(of, machineNamed(of, name));
const routes = (text: string) =>
  [...text.matchAll(/^\[Route\]\nDestination=(.*)\nGateway=(.*)$/gm)].map(([, to, via]) => [to, via]);

test('a machine has its static address on the card with its MAC address, and waits for no router', () => {
  const lines = card('worker-1').split('\n');
  expect(lines.slice(0, 2)).toEqual(['[Match]', 'MACAddress=52:54:00:a8:38:1f']);
  expect(lines).toEqual(
    expect.arrayContaining([
      'Address=192.168.56.31/24',
      'DNS=192.168.56.50',
      'Domains=company.internal',
      'IPv6AcceptRA=no',
      'LinkLocalAddressing=no',
    ]),
  );
  expect(card('worker-1')).not.toMatch(/DHCP/);
});

const viaGateway = ['0.0.0.0/0', '192.168.56.1'];
const controlPlane = ['20.96.1.0/24', '192.168.56.30'];
const worker1 = ['20.96.2.0/24', '192.168.56.31'];
const worker2 = ['20.96.3.0/24', '192.168.56.32'];

test.each([
  ['control-plane', [worker1, worker2]],
  ['worker-1', [controlPlane, worker2]],
  ['worker-2', [controlPlane, worker1]],
  ['name-server', [controlPlane, worker1, worker2]],
])('%s reaches every other node’s pods through that node, and the rest through the gateway', (name, expected) => {
  expect(routes(card(name))).toEqual([viaGateway, ...expected]);
});

test('the prefix is the network’s', () => {
  const other = resolveLab({ network: { cidr: '10.0.0.0/16' } });
  expect(card('name-server', other)).toContain('Address=10.0.0.50/16\n');
});
