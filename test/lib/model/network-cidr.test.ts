import { ValueError } from '../../../lib/model';
import { readNetworkCidr } from '../../../lib/model/network-cidr';

test.each(['10.0.0.0/7', '10.0.0.0/30', '10.0.0.0/32'])('fails for %s: a network has a prefix length from 8 to 29', (text) => {
  expect(() => readNetworkCidr(text)).toThrow(ValueError);
});

test.each(['10.0.0.0/8', '192.168.56.0/24', '10.0.0.0/29'])('%s is taken', (text) => {
  expect(String(readNetworkCidr(text))).toBe(text);
});
