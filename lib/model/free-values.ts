import type { Cidr } from './cidr';
import { defaults } from './defaults';
import type { ServiceDefinition } from './definition';
import { hostAddress } from './host-address';
import type { IpAddress } from './ip-address';
import type { IpRange } from './ip-range';
import type { Cluster, Network } from './lab';
import { freeNodePort } from './port';
import { ValueError } from './problem';
import { freeServiceAddress } from './service-address';

interface Surroundings {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly pool: IpRange;
}

/** Hands out what no Service of the definition asks for. */
export function freeValues(definitions: readonly ServiceDefinition[], { cluster, network, pool }: Surroundings) {
  const taken = new Set<string>([String(cluster.apiServiceAddress), String(cluster.dnsServiceAddress)]);
  for (const definition of definitions) {
    if (definition.type === 'ClusterIP' && definition.clusterIp) taken.add(definition.clusterIp);
    if (definition.type === 'LoadBalancer' && definition.address) taken.add(plain(network.cidr, definition.address));
    if (definition.type === 'NodePort')
      definition.ports?.forEach(({ nodePort }) => nodePort !== undefined && taken.add(`:${nodePort}`));
  }
  const take = <T>(value: T, key = String(value)): T => {
    taken.add(key);
    return value;
  };
  return {
    clusterIp(): IpAddress {
      const address = freeServiceAddress(cluster.serviceCidr, defaults.clusterIpOffset, (candidate) =>
        taken.has(String(candidate)),
      );
      if (!address)
        throw new ValueError(
          '',
          `the service network ${cluster.serviceCidr} has no address left for it`,
          'make cluster.serviceCidr larger',
        );
      return take(address);
    },
    nodePort(): number {
      const port = freeNodePort(defaults.nodePort, (candidate) => taken.has(`:${candidate}`));
      if (port === undefined) throw new ValueError('', 'no node port is left for it', 'show fewer Services of type NodePort');
      return take(port, `:${port}`);
    },
    poolAddress(): IpAddress {
      for (let offset = 0; offset < Math.min(pool.size, 1000); offset += 1) {
        const address = pool.first.plus(offset);
        if (!taken.has(String(address))) return take(address);
      }
      throw new ValueError('', `the load balancer's pool ${pool} has no address left for it`, 'make loadBalancer.pool larger');
    },
  };
}

/** An address as it is written in full; a text that is none as it is. */
function plain(cidr: Cidr, text: string): string {
  try {
    return String(hostAddress(cidr, text));
  } catch {
    return text;
  }
}
