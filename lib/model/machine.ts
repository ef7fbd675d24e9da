import type { IpAddress } from './ip-address';

/** `control-plane` and `worker` are Kubernetes' words; a name server is no node of the cluster. */
export type MachineRole = 'control-plane' | 'worker' | 'name-server';

/** One virtual machine. */
export interface Machine {
  /** Host name and, for a node, the node's name: `worker-1`. */
  readonly name: string;
  readonly role: MachineRole;
  readonly address: IpAddress;
  /** `52:54:00:a8:38:1e` */
  readonly mac: string;
  readonly cpus: number;
  /** Mebibytes. */
  readonly memoryMiB: number;
  /** Mebibytes; the disk is thin. */
  readonly diskMiB: number;
}
