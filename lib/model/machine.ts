import type { IpAddress } from './ip-address';

/** `control-plane` and `worker` are Kubernetes' words; a name server is no node of the cluster. */
export type MachineRole = 'control-plane' | 'worker' | 'name-server';

/** One virtual machine. */
export interface Machine {
  /** Host name and, for a node, the node's name: `worker-1`. */
  readonly name: string;
  readonly role: MachineRole;
  readonly address: IpAddress;
  readonly cpus: number;
  /** Mebibytes. */
  readonly memoryMiB: number;
  /** Gibibytes; the disk is thin. */
  readonly diskGiB: number;
}

/**
 * The machine's MAC address, derived from its IPv4 address so that it is the same in every build:
 * QEMU's prefix 52:54:00 and the last three octets.
 */
export function macAddress(address: IpAddress): string {
  const hex = address
    .octets()
    .slice(1)
    .map((octet) => octet.toString(16).padStart(2, '0'));
  return ['52:54:00', ...hex].join(':');
}
