import { Construct } from 'constructs';
import { type Lab, type Machine, objectNames, machineVolumes } from '../model';
import { userData } from '../render';
import type { HypervisorInputs, SecretsInput } from './inputs';
import type { LabNetwork } from './lab-network';
import { type LibvirtObject, machine, overlayVolume, seedDisk } from './libvirt';
import type { NodeImage } from './node-image';

/**
 * Features of younger processors slow an emulated one: ERMS (copies byte by byte), XSAVE, SMAP, 5-level page tables. Westmere is the
 * youngest without them, and has AES. Measured: kubeadm init took 118 s on it and 193 s on `maximum`.
 */
const emulatedProcessor = 'Westmere';

export interface VirtualMachineProps {
  readonly lab: Lab;
  readonly machine: Machine;
  readonly hypervisor: HypervisorInputs;
  readonly secrets: SecretsInput;
  readonly image: NodeImage;
  readonly network: LabNetwork;
  /** The control plane this node joins. Replacing its disk makes a new cluster, so this machine is replaced too. */
  readonly joins?: VirtualMachine;
}

/**
 * One machine of the lab: a thin disk, a seed and the running machine. It bootstraps itself; nothing logs in.
 * Changing its seed makes a new machine with a new disk, because a machine reads its seed only at the first boot.
 */
export class VirtualMachine extends Construct {
  readonly disk: LibvirtObject;
  readonly machine: LibvirtObject;

  constructor(scope: Construct, id: string, props: VirtualMachineProps) {
    super(scope, id);
    const { lab, hypervisor, image, secrets } = props;
    const { name, mac, cpus, memoryMiB, diskMiB } = props.machine;
    const volumes = machineVolumes(name);
    const seed = seedDisk(this, 'Seed', {
      name: volumes.seed,
      pool: image.pool,
      userData: secrets.template(userData(lab, props.machine)),
      replaceWith: props.joins?.disk,
    });
    this.disk = overlayVolume(this, 'Disk', {
      name: volumes.disk,
      pool: image.pool,
      base: image.disk,
      sizeBytes: diskMiB * 1024 ** 2,
      replaceWith: seed,
    });
    this.machine = machine(this, 'Resource', {
      name: objectNames(lab.name, hypervisor.machinesOf).domain(name),
      identityKey: `machine/${name}`,
      type: hypervisor.domainType,
      cpuMode: byAcceleration('host-passthrough', 'custom'),
      cpuModel: emulatedProcessor,
      cpus,
      memoryMiB,
      disk: this.disk,
      seed,
      network: props.network.network,
      macAddress: mac,
      kernel: image.kernel,
      initrd: image.initrd,
      kernelParameters: kernelParameters(),
      // An emulated timer may tick too late for the kernel's test of it, which then ends the boot with a panic.
      kernelFlags: ['rw', 'no_timer_check'],
      consoleLog: `${name}.log`,
    });
  }
}

/** The node image is one ext4 file system without a boot loader. */
function kernelParameters(): Record<string, string> {
  return {
    root: '/dev/vda',
    console: 'ttyS0',
    // The card is eth0, with no program that renames it.
    'net.ifnames': '0',
    // An emulated guest with two CPUs distrusts its TSC and reads the clock from HPET instead, an exit at each read.
    clocksource: byAcceleration('kvm-clock', 'tsc'),
    tsc: 'reliable',
    // Go programs sleep for microseconds all the time. A timer interrupt costs an emulated guest up to 1.5 ms, and 600 a second
    // left no time for work. Without high resolution the shortest sleep is a tick of 4 ms.
    highres: byAcceleration('on', 'off'),
    // An emulated processor does not speculate, so there is nothing to mitigate.
    mitigations: byAcceleration('auto', 'off'),
  };
}

/** A value for guests with hardware virtualization and one for emulated guests, chosen when Terraform runs. */
const byAcceleration = (kvm: string, emulated: string): string => `\${var.domain_type == "kvm" ? "${kvm}" : "${emulated}"}`;
