import type { DomainType } from './hypervisor';

/** The virtual hardware of a machine that its saved memory depends on. */
export interface MachineHardware {
  /** The machine's name in the definition. */
  readonly name: string;
  /** QEMU's machine type, with its version: `pc-i440fx-7.2`. */
  readonly machineType: string;
  /** QEMU's processor model, or libvirt's mode where it names none: `Westmere`, `host-passthrough`. */
  readonly processor: string;
  readonly cpus: number;
  readonly memoryKiB: number;
}

/** What a lab's saved memory fits: the same QEMU, the same way to run guests, the same machines. */
export interface Hardware {
  /** QEMU's version: `7.2.22`. */
  readonly qemu: string;
  readonly domainType: DomainType;
  /** Sorted by name. */
  readonly machines: readonly MachineHardware[];
}

/**
 * Saves memory and disks of all machines of a lab at one moment, and brings them back. Each step finds out what is done already, so that
 * one which was interrupted can be done again.
 */
export interface MachineStates {
  /** What runs the lab's machines now. @throws where libvirt does not answer */
  hardware(): Promise<Hardware>;
  /** Names of the lab's machines that are on, paused ones among them. */
  active(): Promise<string[]>;
  /** Bytes that `save` writes at most: all memory, and the disks as large as they are now. */
  size(): Promise<number>;
  /** Pauses every machine. */
  pause(): Promise<void>;
  /** Lets every machine go on that is paused or whose memory `suspend` has saved, after whatever an ended command has begun with it. */
  resume(): Promise<void>;
  /**
   * Writes memory and disks of the paused machines into a folder, as `NAME.memory` and `NAME.qcow2`. The machines stay paused.
   * @throws where a machine is not paused
   */
  save(folder: string): Promise<void>;
  /** Makes the memory that `save` has written smaller, as `NAME.memory.lz4`. The machines may run. */
  pack(folder: string): Promise<void>;
  /** Bytes that `stage` writes at most, in the hypervisor's `storageFolder`. */
  stagedSize(folder: string): Promise<number>;
  /** Copies the disks of a saved state to where `restore` takes them from. The machines are not touched. */
  stage(folder: string): Promise<void>;
  /** Removes what `stage` has copied and no `restore` has taken. */
  unstage(): void;
  /**
   * Ends the machines and starts them, paused, with the memory of a saved state and the staged disks. Then brings the network
   * around them to its beginning: servers that answer, no neighbour, no connection remembered.
   */
  restore(folder: string): Promise<void>;
  /**
   * Writes beside a saved state what another lab needs to begin with it. The machines may run.
   * @param image file of the node image that the disks are overlays of
   */
  saveForClones(folder: string, image: string): Promise<void>;
  /** Puts the disks of a saved state below the lab's own. The hypervisor must not run yet. */
  prepareClone(folder: string): Promise<void>;
  /** Makes network, pool and machines from the saved state of another lab. The machines are paused then. */
  clone(folder: string): Promise<void>;
  /** Writes the memory of every machine to libvirt's own store and switches it off; the next start goes on from there. */
  suspend(): Promise<void>;
}
