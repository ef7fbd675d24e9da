import type { Progress } from '../host/progress';

/** From where a command is run: on the lab's router, on a client of the lab's network, or on an outside user's host. */
export type VantagePoint = 'gateway' | 'lan' | 'outside';

/** What libvirt calls it: hardware virtualization, or software emulation. */
export type DomainType = 'kvm' | 'qemu';

/** What is behind the lab's gateway: the lab's own small internet, or this machine's real connection. */
export type InternetKind = 'simulated' | 'uplink';

/** The libvirt that runs a lab's machines, and the network around them. */
export interface Hypervisor {
  /** `embedded`: the lab's own, in network namespaces of its own. `system`: one the user already has. */
  readonly kind: 'embedded' | 'system';
  /** What is behind the gateway. The addresses of outside names are known only where it is the lab's own. */
  readonly internet: InternetKind;
  /** As the Terraform provider and virsh take it: `qemu:///system`, `qemu+unix:///system?socket=/path`. */
  readonly uri: string;
  /**
   * Variables of the infrastructure stack: `libvirt_uri`, `domain_type` (kvm, qemu), `network_mode` (open, nat), `storage_path`
   * (absolute folder of the storage pool), `console_folder` (absolute folder of the consoles' logs; empty: none).
   */
  readonly terraformVariables: Readonly<Record<string, string>>;
  /** Starts what is not running, and libvirt's domains and networks with it. Continues after an interruption. */
  start(progress: Progress): Promise<void>;
  /** Joins the lab's client to the machines' network, once Terraform has made that. Twice is fine. */
  connectClients(): Promise<void>;
  /** Ends and removes all that `start` made, the virtual machines with it. Twice is fine. */
  stop(progress: Progress): Promise<void>;
  isRunning(): Promise<boolean>;
  /** The command that runs `argv` at this place. */
  command(from: VantagePoint, argv: readonly string[]): readonly string[];
  /** Files with what the machines wrote to their serial consoles. */
  consoleLogs(): string[];
}
