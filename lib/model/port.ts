/** The ports of nodes that Kubernetes gives to Services (`--service-node-port-range`'s default). */
export const nodePorts = { first: 30000, last: 32767 } as const;

/** The last node port Kubernetes gives to no Service by itself as long as it has others (KEP-3668). */
export const lastStaticNodePort = 30085;

/** A free node port: from `from` to the end of the ports kept for fixed ones, then below it, then any. Undefined when none is free. */
export function freeNodePort(from: number, isTaken: (port: number) => boolean): number | undefined {
  const ports = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return [
    ...ports(from, lastStaticNodePort),
    ...ports(nodePorts.first, from - 1),
    ...ports(lastStaticNodePort + 1, nodePorts.last),
  ].find((port) => !isTaken(port));
}

export const isNodePort = (port: number): boolean => Number.isInteger(port) && port >= nodePorts.first && port <= nodePorts.last;
