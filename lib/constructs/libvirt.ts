import { CloudinitDisk } from '@cdktf/provider-libvirt/lib/cloudinit-disk';
import { Domain } from '@cdktf/provider-libvirt/lib/domain';
import { Network } from '@cdktf/provider-libvirt/lib/network';
import { Pool } from '@cdktf/provider-libvirt/lib/pool';
import { LibvirtProvider } from '@cdktf/provider-libvirt/lib/provider';
import { Volume } from '@cdktf/provider-libvirt/lib/volume';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { atAddress, carryingIdentity, changing, closedTo, consoleLog, processor, unusedDevices } from './libvirt-xslt';

/**
 * The only file that knows the libvirt provider's schema (0.8.3). Version 0.9 has another one; a move touches this file.
 * Every function takes plain data and returns the references others need.
 */

/** A reference to something made here: its id, and what to depend on. */
export interface LibvirtObject {
  readonly id: string;
  /** The resource's address, `libvirt_volume.NAME`: what replace_triggered_by takes instead of an expression. */
  readonly address: string;
}

const address = (resource: TerraformResource): string => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

/**
 * The libvirt provider, as the stack of machines has it.
 * @param uri libvirt's connection URI (https://libvirt.org/uri.html)
 */
export function libvirtProvider(scope: Construct, uri: string): void {
  new LibvirtProvider(scope, 'libvirt', { uri });
}

/**
 * A folder of volumes on the hypervisor. Only root lists it, and only QEMU's group finds a file there by its name. Reason: the
 * provider makes every volume readable for all, the seeds with secrets too.
 */
export function storagePool(scope: Construct, id: string, props: { name: string; path: string; group: string }): LibvirtObject {
  const pool = new Pool(scope, id, {
    name: props.name,
    type: 'dir',
    target: { path: props.path },
    xml: { xslt: changing(carryingIdentity('pool'), closedTo(props.group)) },
  });
  return { id: pool.name, address: address(pool) };
}

/** A network with a gateway that answers DNS and gives no leases: every machine has a static address. */
export function network(
  scope: Construct,
  id: string,
  /** `gateway`: where it is not the first address of the network, which the provider always takes. */
  props: { name: string; bridge: string; mode: string; cidr: string; gateway?: string },
): LibvirtObject {
  const resource = new Network(scope, id, {
    name: props.name,
    bridge: props.bridge,
    mode: props.mode,
    addresses: [props.cidr],
    autostart: true,
    dhcp: { enabled: false },
    dns: { enabled: true },
    xml: { xslt: changing(carryingIdentity('network'), ...(props.gateway ? [atAddress(props.gateway)] : [])) },
  });
  return { id: resource.id, address: address(resource) };
}

/** A volume uploaded from a file of the machine where Terraform runs. */
export function uploadedVolume(
  scope: Construct,
  id: string,
  props: { name: string; pool: LibvirtObject; source: string; format: 'qcow2' | 'raw' },
): LibvirtObject {
  const resource = new Volume(scope, id, { name: props.name, pool: props.pool.id, source: props.source, format: props.format });
  return { id: resource.id, address: address(resource) };
}

/** A thin volume over a base. It is made anew when `replaceWith` is. */
export function overlayVolume(
  scope: Construct,
  id: string,
  props: { name: string; pool: LibvirtObject; base: LibvirtObject; sizeBytes: number; replaceWith: LibvirtObject },
): LibvirtObject {
  const resource = new Volume(scope, id, {
    name: props.name,
    pool: props.pool.id,
    baseVolumeId: props.base.id,
    size: props.sizeBytes,
    format: 'qcow2',
    lifecycle: { replaceTriggeredBy: [props.replaceWith.address] },
  });
  return { id: resource.id, address: address(resource) };
}

/** A disk with the label `cidata` and the file `user-data` (cloud-init's NoCloud). It is made anew when `replaceWith` is. */
export function seedDisk(
  scope: Construct,
  id: string,
  props: {
    name: string;
    pool: LibvirtObject;
    userData: string;
    replaceWith?: LibvirtObject;
  },
): LibvirtObject {
  const resource = new CloudinitDisk(scope, id, {
    name: props.name,
    pool: props.pool.id,
    userData: props.userData,
    lifecycle: props.replaceWith && { replaceTriggeredBy: [props.replaceWith.address] },
  });
  return { id: resource.id, address: address(resource) };
}

export interface MachineProps {
  readonly name: string;
  /** What the machine's UUID is made of, beside the lab's id: `machine/worker-1`. */
  readonly identityKey: string;
  /** Of the virtual machine: `kvm` or `qemu`, a Terraform expression. */
  readonly type: string;
  /** libvirt's mode of the processor, a Terraform expression. */
  readonly cpuMode: string;
  /** The processor where the mode is `custom`, a name from `virsh cpu-models x86_64`. */
  readonly cpuModel: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly disk: LibvirtObject;
  readonly seed: LibvirtObject;
  readonly network: LibvirtObject;
  readonly macAddress: string;
  readonly kernel: LibvirtObject;
  readonly initrd: LibvirtObject;
  /** Kernel parameters with a value. */
  readonly kernelParameters: Readonly<Record<string, string>>;
  /** Kernel parameters without one. */
  readonly kernelFlags: readonly string[];
  /** Name of the serial console's log in the folder `var.console_folder` names; no log where that is empty. */
  readonly consoleLog: string;
}

/** A virtual machine, running. libvirt calls it a domain. */
export function machine(scope: Construct, id: string, props: MachineProps): LibvirtObject {
  const resource = new Domain(scope, id, {
    name: props.name,
    type: props.type,
    cpu: { mode: props.cpuMode },
    vcpu: props.cpus,
    memory: props.memoryMiB,
    autostart: true,
    kernel: props.kernel.id,
    initrd: props.initrd.id,
    // The provider reads them back in this form; any other would make it build the machine anew at every run.
    cmdline: [{ ...props.kernelParameters }, { _: props.kernelFlags.join(' ') }],
    disk: [{ volumeId: props.disk.id }],
    cloudinit: props.seed.id,
    networkInterface: [{ networkId: props.network.id, mac: props.macAddress, waitForLease: false }],
    console: [{ type: 'pty', targetPort: '0', targetType: 'serial' }],
    xml: {
      xslt: changing(
        carryingIdentity('domain', props.identityKey),
        ...unusedDevices,
        processor(props.cpuModel),
        consoleLog(props.consoleLog),
      ),
    },
    // Of these, a change to cloudinit or to the network would be applied to the running machine by halves or not at all.
    lifecycle: { replaceTriggeredBy: [props.seed, props.network, props.kernel, props.initrd].map((object) => object.address) },
  });
  return { id: resource.id, address: address(resource) };
}
