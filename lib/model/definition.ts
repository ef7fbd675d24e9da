/**
 * What a user may write. Every key is optional; `resolveLab` fills the rest and checks the whole.
 * Addresses are text: full (`192.168.56.30`) or, for hosts of the lab's network, the last part (`.30`).
 */
export interface LabDefinition {
  readonly name?: string;
  readonly network?: { readonly cidr?: string; readonly client?: string };
  readonly controlPlane?: MachineDefinition;
  /** 1 to 20 workers. */
  readonly workers?: readonly MachineDefinition[];
  readonly nameServer?: MachineDefinition;
  readonly cluster?: {
    readonly podCidr?: string;
    readonly nodePodPrefix?: number;
    readonly serviceCidr?: string;
    readonly dnsDomain?: string;
  };
  readonly dns?: {
    readonly zone?: string;
    /** Name to address, besides the machines' own names. */
    readonly records?: Readonly<Record<string, string>>;
    readonly upstreams?: readonly string[];
    readonly clusterForwarders?: readonly string[];
  };
  readonly loadBalancer?: { readonly pool?: string };
  readonly apiTester?: { readonly replicas?: number; readonly clusterIp?: string; readonly nodePort?: number };
  readonly db?: { readonly replicas?: number };
  readonly externalName?: string;
}

export interface MachineDefinition {
  readonly name?: string;
  readonly address?: string;
  readonly cpus?: number;
  readonly memoryMiB?: number;
  readonly diskGiB?: number;
}
