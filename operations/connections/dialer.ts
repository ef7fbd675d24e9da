import type { Duplex } from 'node:stream';
import { type ConnectionOrigin, destinationOf, IpAddress, isClusterAddress, type Lab } from '../../lib/model';
import { resolveOver } from './cluster-names';
import { ConnectError } from './connect-error';

/** What makes connections at a vantage point: a `Connector`. */
export interface DirectWay {
  resolve(name: string): Promise<string>;
  connect(address: string, port: number): Promise<Duplex>;
}

/** What makes connections from within the cluster: a `NodeTunnel`. */
export interface ClusterWay {
  open(address: string, port: number): Promise<Duplex>;
}

/** Makes a connection with a host of the lab by its name or address. @throws ConnectError */
export type Dial = (host: string, port: number) => Promise<Duplex>;

/**
 * Connects as the vantage point would, and what only the cluster's nodes reach by way of a node. An outsider has no node: what is closed
 * to outsiders stays closed.
 */
export function dialer(
  lab: Lab,
  from: ConnectionOrigin,
  { direct, cluster }: { readonly direct: DirectWay; readonly cluster?: ClusterWay },
): Dial {
  const throughCluster = from === 'lan' ? cluster : undefined;
  const addressOf = async (host: string): Promise<string> => {
    const destination = destinationOf(lab, from, host);
    switch (destination.kind) {
      case 'refused':
        throw new ConnectError('not-allowed', `${host}: ${destination.reason}`);
      case 'address':
        return String(destination.address);
      case 'name':
        return direct.resolve(destination.name);
      case 'cluster-name':
        if (!throughCluster) throw new ConnectError('unknown-name', `${host}: nobody here knows the cluster's names`);
        return resolveOver(await throughCluster.open(String(lab.cluster.dnsServiceAddress), 53), destination.name);
    }
  };
  return async (host, port) => {
    const address = await addressOf(host);
    const isInside = throughCluster && isClusterAddress(lab, IpAddress.parse(address));
    return isInside ? throughCluster.open(address, port) : direct.connect(address, port);
  };
}
