/** The network namespaces of a lab whose hypervisor is embedded. */
export type NamespaceRole = 'gateway' | 'lan' | 'internet' | 'outside';

/**
 * What the objects are called that a lab makes on its host. Definitions and other labs on the host know them by these names, so a
 * released name stays. Names of interfaces have at most 15 characters, the kernel's limit; `name` in a definition leaves room.
 */
export interface ObjectNames {
  /** libvirt's network and storage pool. */
  readonly network: string;
  readonly pool: string;
  /** The machines' bridge. */
  readonly bridge: string;
  /** The bridge between the gateway and the outside, with its two ports. */
  readonly link: { readonly bridge: string; readonly gatewayPort: string; readonly outsidePort: string };
  /** The nftables table in the host's namespace, with a real uplink only. */
  readonly hostTable: string;
  namespace(role: NamespaceRole): string;
  /** libvirt's domain of a machine. */
  domain(machine: string): string;
  /** The machine of a domain; undefined for a domain that has no name of this lab's. */
  machineOf(domain: string): string | undefined;
}

/**
 * @param lab the lab's name.
 * @param machinesOf the lab that its machines are named after. Default: itself.
 */
export const objectNames = (lab: string, machinesOf = lab): ObjectNames => ({
  network: `lab-${lab}`,
  pool: `lab-${lab}`,
  bridge: `br-${lab}`,
  link: { bridge: `lk-${lab}`, gatewayPort: `lg-${lab}`, outsidePort: `lo-${lab}` },
  hostTable: `lab_${lab}`,
  namespace: (role) => `lab-${lab}-${role}`,
  domain: (machine) => `${machinesOf}-${machine}`,
  machineOf: (domain) => (domain.startsWith(`${machinesOf}-`) ? domain.slice(machinesOf.length + 1) : undefined),
});

/** The lab a namespace belongs to, by its name; undefined for one that is no lab's. */
export const labNameOf = (namespace: string): string | undefined =>
  /^lab-(.+)-(?:gateway|lan|internet|outside)$/.exec(namespace)?.[1];

/** A machine's files in the lab's pool. */
export const machineVolumes = (machine: string) => ({ disk: `${machine}.qcow2`, seed: `${machine}-seed.iso` });

/** The files in the pool that all machines share. No machine can be called like the image. */
export const sharedVolumes = { image: 'node_image.qcow2', kernel: 'vmlinuz', initrd: 'initrd.img' } as const;
