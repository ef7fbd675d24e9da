import { Cidr, type IpAddress, resolveLab } from '../../../lib/model';
import { freeServiceAddress, lastStaticServiceAddress } from '../../../lib/model/service-address';

test.each([
  // KEP-3070: a sixteenth of the network, but 16 to 256 addresses; never the network's last address.
  ['10.96.0.0/12', '10.96.1.0'],
  ['10.43.0.0/16', '10.43.1.0'],
  ['10.43.0.0/20', '10.43.1.0'],
  ['10.43.0.0/22', '10.43.0.64'],
  ['10.43.0.0/24', '10.43.0.16'],
  ['10.43.0.0/28', '10.43.0.14'],
])('in %s the addresses up to %s are kept for fixed ones', (cidr, last) => {
  expect(String(lastStaticServiceAddress(Cidr.parse(cidr)))).toBe(last);
});

test.each([
  ['10.96.0.0/12', '10.96.0.100'],
  ['10.43.0.0/16', '10.43.0.100'],
  ['10.43.0.0/22', '10.43.0.64'],
  ['10.43.0.0/24', '10.43.0.16'],
  ['10.43.0.0/28', '10.43.0.14'],
])('in %s the default Service has %s, which Kubernetes does not give away by itself', (cidr, address) => {
  const service = resolveLab({ cluster: { serviceCidr: cidr } }).services.find(({ type }) => type === 'ClusterIP');
  expect(service).toMatchObject({ name: 'api-tester' });
  expect(String((service as { clusterIp: unknown }).clusterIp)).toBe(address);
});

describe('a free address', () => {
  const cidr = Cidr.parse('10.43.0.0/24');
  const free = (taken: readonly string[], offset = 10) => {
    const isTaken = (address: IpAddress) => taken.includes(String(address));
    return String(freeServiceAddress(cidr, offset, isTaken));
  };
  const offsets = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => `10.43.0.${first + index}`);

  test('is the one asked for', () => expect(free([])).toBe('10.43.0.10'));
  test('is the next in the band, where that is taken', () => expect(free(['10.43.0.10'])).toBe('10.43.0.11'));
  test('is one below, where the rest of the band is taken', () => expect(free(offsets(10, 16))).toBe('10.43.0.2'));
  test('is one beyond the band, where all of it is taken', () => expect(free(offsets(2, 16))).toBe('10.43.0.17'));
  test('is none, where all are taken', () => expect(free(offsets(2, 254))).toBe('undefined'));
  test('is never the first, the second or the last of the network', () => {
    expect(free(offsets(2, 253))).toBe('10.43.0.254');
    expect(free(offsets(3, 254))).toBe('10.43.0.2');
  });
});
