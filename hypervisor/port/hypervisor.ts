import type { Progress } from '../../host/progress';
import type { LabIdentity } from '../ownership/identity';
import type { MachineStates } from './machine-states';

/** From where a command is run: on the lab's router, on a client of the lab's network, or on an outside user's host. */
export type VantagePoint = 'gateway' | 'lan' | 'outside';

/** What libvirt calls it: hardware virtualization, or software emulation. */
export type DomainType = 'kvm' | 'qemu';

/** The same in the words of definitions, which are those that users see. */
export const accelerationOf = (type: DomainType): 'kvm' | 'emulation' => (type === 'kvm' ? 'kvm' : 'emulation');

/** What is behind the lab's gateway: the lab's own small internet, or this machine's real connection. */
export type InternetKind = 'simulated' | 'uplink';

/** Something that has a name of the lab's and is not its own. */
export interface Conflict {
  /** `network namespace lab-lesson-lan`. */
  readonly thing: string;
  /** Whose it is, where it says so. */
  readonly owner?: LabIdentity;
}

/** What a running machine has taken of the host that runs it, since it was started there. */
export interface MachineUsage {
  readonly name: string;
  /** Seconds of one processor. */
  readonly processorSeconds: number;
  /** What its process holds now, with QEMU's own. */
  readonly memoryMiB: number;
}

/** The libvirt that runs a lab's machines, and the network around them. */
export interface Hypervisor {
  /** `embedded`: the lab's own, in network namespaces of its own. `system`: one the user already has. */
  readonly kind: 'embedded' | 'system';
  /** What is behind the gateway. The addresses of outside names are known only where it is the lab's own. */
  readonly internet: InternetKind;
  /** As the Terraform provider and virsh take it: `qemu:///system`, `qemu+unix:///system?socket=/path`. */
  readonly uri: string;
  /** How the lab's machines are run. */
  readonly domainType: DomainType;
  /** Absolute folder of the storage pool, as libvirt sees it. */
  readonly storagePath: string;
  /** Variables of the infrastructure stack, for Terraform alone: what other code needs of them has a field of its own here. */
  readonly terraformVariables: Readonly<Record<string, string>>;
  /** Who the lab is; undefined where this checkout has not built it. */
  readonly identity: LabIdentity | undefined;
  /** What is in the lab's way: things of its names that do not carry its identity. None of them is ever touched. */
  conflicts(): Promise<Conflict[]>;
  /** The lab's own folder of disks on the machine where libvirt runs: its space is checked, and `stop` removes it. */
  readonly storageFolder: string;
  /**
   * Starts what is not running, and libvirt's domains and networks with it. Continues after an interruption.
   * @param booting is told the name of each machine that is going to boot; one that goes on from a saved memory does not boot.
   */
  start(progress: Progress, booting?: (machine: string) => void): Promise<void>;
  /** Joins the lab's client to the machines' network, once Terraform has made that. Twice is fine. */
  connectClients(): Promise<void>;
  /** Removes the lab's own machines and volumes that Terraform's state does not hold, so that it can make them: an interruption leaves such. */
  removeUnknown(tell: (name: string) => void): Promise<void>;
  /**
   * Ends and removes all that carries the lab's identity, the virtual machines with it. Nothing is started. Twice is fine.
   * @returns what had to stay: things of others in the lab's places.
   */
  stop(progress: Progress): Promise<string[]>;
  isRunning(): Promise<boolean>;
  /** Saves the machines' memory and disks, and brings them back. Undefined where the disks are not this program's to copy. */
  readonly states?: MachineStates;
  /** Ends the lab's libvirt and all its servers. Machines must have been switched off. What the lab keeps stays. */
  rest?(progress: Progress): Promise<void>;
  /** The lab's machines that were halted, each with the reason: `k8s-worker-1: paused (I/O error)`. */
  halted(): Promise<string[]>;
  /** What the lab's machines that run take of their host. */
  usage(): Promise<MachineUsage[]>;
  /** The lab's machines that were switched on and have not read their root file systems yet: their kernels begin, or hang. */
  kernelsBooting(): Promise<string[]>;
  /** Begins the boot of a machine again, as its reset button does. */
  reset(machine: string): Promise<void>;
  /** A folder of the lab's own with a short path, for sockets; made where it lacks. @throws where one of its name is another's. */
  runtimeFolder(): string;
  /** The command that runs `argv` at this place. */
  command(from: VantagePoint, argv: readonly string[]): readonly string[];
  /**
   * The command that runs a program of this project in Node.js at this place, with no right that it can do without: where root starts it,
   * it is an account without privileges. It may send messages to the process that starts it (descriptor 3), and ends with the lab.
   * @param program absolute path of a file that imports nothing but Node.js' own modules
   */
  unprivileged(from: VantagePoint, program: string, args: readonly string[]): readonly string[];
  /** Files with what the machines wrote to their serial consoles. */
  consoleLogs(): string[];
}
