import { parse } from 'yaml';
import { resolveLab } from '../../../lib/model';
import { networkConfig } from '../../../lib/render';
import { machineNamed } from './machines';

const lab = resolveLab();
const card = (name: string, of = lab) => parse(networkConfig(of, machineNamed(of, name))).ethernets.lan;

test('a machine has its static address on the card with its MAC address, and no DHCP', () => {
  expect(parse(networkConfig(lab, lab.controlPlane)).version).toBe(2);
  expect(card('worker-1')).toMatchObject({
    match: { macaddress: '52:54:00:a8:38:1f' },
    'set-name': 'eth0',
    dhcp4: false,
    'accept-ra': false,
    addresses: ['192.168.56.31/24'],
    nameservers: { addresses: ['192.168.56.50'], search: ['company.internal'] },
  });
});

const viaGateway = { to: '0.0.0.0/0', via: '192.168.56.1' };
const controlPlane = { to: '20.96.1.0/24', via: '192.168.56.30' };
const worker1 = { to: '20.96.2.0/24', via: '192.168.56.31' };
const worker2 = { to: '20.96.3.0/24', via: '192.168.56.32' };

test.each([
  ['control-plane', [worker1, worker2]],
  ['worker-1', [controlPlane, worker2]],
  ['worker-2', [controlPlane, worker1]],
  ['name-server', [controlPlane, worker1, worker2]],
])('%s reaches every other node’s pods through that node, and the rest through the gateway', (name, routes) => {
  expect(card(name).routes).toEqual([viaGateway, ...routes]);
});

test('the prefix is the network’s', () => {
  const other = resolveLab({ network: { cidr: '10.0.0.0/16' } });
  expect(card('name-server', other).addresses).toEqual(['10.0.0.50/16']);
});
