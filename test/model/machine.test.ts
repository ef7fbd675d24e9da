import { IpAddress, macAddress } from '../../lib/model';

test.each([
  ['192.168.56.30', '52:54:00:a8:38:1e'],
  ['192.168.56.31', '52:54:00:a8:38:1f'],
  ['192.168.56.32', '52:54:00:a8:38:20'],
  ['192.168.56.50', '52:54:00:a8:38:32'],
  ['10.0.0.1', '52:54:00:00:00:01'],
  ['10.255.255.254', '52:54:00:ff:ff:fe'],
])('the machine at %s has the MAC address %s', (address, mac) => {
  expect(macAddress(IpAddress.parse(address))).toBe(mac);
});
