import { Cidr, resolveLab } from '../../lib/model';
import { fixedServiceAddress } from '../../lib/model/service-address';

test.each([
  // The band kept for fixed addresses: 256, 256, 64, 16 and 16 addresses.
  ['10.96.0.0/12', '10.96.0.100'],
  ['10.43.0.0/16', '10.43.0.100'],
  ['10.43.0.0/22', '10.43.0.64'],
  ['10.43.0.0/24', '10.43.0.16'],
  ['10.43.0.0/28', '10.43.0.14'],
])('in %s the fixed address is %s, which Kubernetes does not give away by itself', (cidr, address) => {
  expect(String(fixedServiceAddress(Cidr.parse(cidr)))).toBe(address);
  const service = resolveLab({ cluster: { serviceCidr: cidr } }).services.find(({ type }) => type === 'ClusterIP');
  expect(service).toMatchObject({ name: 'api-tester' });
  expect(String((service as { clusterIp: unknown }).clusterIp)).toBe(address);
});
