import type { Cidr } from './cidr';
import { defaults } from './defaults';
import type { IpAddress } from './ip-address';

/**
 * The address `api-tester` gets when none is asked for: one that Kubernetes gives to no Service by itself as long as it
 * has others. The first sixteenth of the service network, but 16 to 256 addresses of it, is kept for fixed addresses (KEP-3070).
 */
export function fixedServiceAddress(serviceCidr: Cidr): IpAddress {
  const kept = Math.min(Math.max(16, serviceCidr.size / 16), 256);
  return serviceCidr.at(Math.min(defaults.apiTester.clusterIpOffset, kept, serviceCidr.size - 2));
}
