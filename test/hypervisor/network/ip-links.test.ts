import { linksIn } from '../../../hypervisor/network/ip-links';

/** What iproute2 6.1 printed for a bridge and one port of it, with `-details`. Shortened: members that nobody reads are left out. */
const recorded = `[{"ifindex":2,"ifname":"br-les","flags":["BROADCAST","MULTICAST","UP"],"mtu":1500,"operstate":"DOWN",
"linkinfo":{"info_kind":"bridge","info_data":{"forward_delay":400,"stp_state":1}},"ifalias":"kubernetes-network-lab 11111111"},
{"ifindex":4,"link":"x","ifname":"lan","flags":["BROADCAST","MULTICAST","UP","LOWER_UP"],"mtu":1500,"qdisc":"noqueue",
"master":"br-les","operstate":"UP","linkinfo":{"info_kind":"veth","info_slave_kind":"bridge","info_slave_data":{"state":"listening",
"priority":32,"cost":2,"hairpin":false}},"num_tx_queues":2}]`;

test.each([
  ['text for people', '4: lan@x: <BROADCAST,MULTICAST,UP> mtu 1500 master br0 state UP'],
  ['half an answer', recorded.slice(0, 150)],
  ['something that is no list', '{"ifname":"lan"}'],
  ['a list of something else', '["lan"]'],
  ['an interface without a name', '[{"ifindex":4}]'],
])('fails for %s', (_title, text) => {
  expect(() => linksIn(text)).toThrow(/^ip printed no list of network interfaces: \S/);
});

test('a port says its bridge and what it does with frames', () => {
  expect(linksIn(recorded)).toEqual([
    { name: 'br-les', master: undefined, portState: undefined, alias: 'kubernetes-network-lab 11111111' },
    { name: 'lan', master: 'br-les', portState: 'listening', alias: '' },
  ]);
});

test('no interface, and one that the question left out, are none', () => {
  expect(linksIn('')).toEqual([]);
  expect(linksIn('[{},{"ifname":"lo"}]').map(({ name }) => name)).toEqual(['lo']);
});
