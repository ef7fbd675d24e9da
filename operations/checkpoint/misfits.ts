import type { Hardware, MachineHardware } from '../../hypervisor';
import type { Fit } from './manifest';

/** Why a saved state does not fit the lab as it is now, a sentence each; none where it fits. */
export function misfits(saved: Fit, now: Fit): string[] {
  // Whatever differs besides follows from this.
  if (saved.lab !== now.lab) return ['it is of another lab of this name: this one was built since'];
  const machines = machineMisfits(saved.hardware.machines, now.hardware.machines);
  return [
    ...(saved.definition === now.definition ? [] : ['the definition of the lab is another one since']),
    ...hostMisfits(saved.hardware, now.hardware),
    ...machines,
    // A machine that is not there now has no seed either.
    ...(machines.length > 0 ? [] : seedMisfits(saved.seeds, now.seeds)),
    ...(saved.image.bytes === now.image.bytes && saved.image.modified === now.image.modified
      ? []
      : ['the image below the disks of the machines was written anew']),
  ];
}

/** QEMU promises no more than that: neither another version nor another accelerator need read its saved memory. */
function hostMisfits(saved: Hardware, now: Hardware): string[] {
  return [
    ...(saved.qemu === now.qemu ? [] : [`it was saved by QEMU ${saved.qemu}, and this machine has ${now.qemu}`]),
    ...(saved.domainType === now.domainType
      ? []
      : [`its machines ran ${told[saved.domainType]}, and now run ${told[now.domainType]}`]),
  ];
}

const told: Readonly<Record<Hardware['domainType'], string>> = { kvm: 'with KVM', qemu: 'by emulation' };

function machineMisfits(saved: readonly MachineHardware[], now: readonly MachineHardware[]): string[] {
  const named = (machines: readonly MachineHardware[]) => new Map(machines.map((machine) => [machine.name, machine]));
  const [before, after] = [named(saved), named(now)];
  return [
    ...saved.filter(({ name }) => !after.has(name)).map(({ name }) => `it has the machine ${name}, which the lab has not`),
    ...now.filter(({ name }) => !before.has(name)).map(({ name }) => `the lab has the machine ${name}, which it has not`),
    ...saved.flatMap((machine) => changed(machine, after.get(machine.name))),
  ];
}

const changed = (saved: MachineHardware, now: MachineHardware | undefined): string[] =>
  (['machineType', 'processor', 'cpus', 'memoryKiB'] as const)
    .filter((part) => now && saved[part] !== now[part])
    .map((part) => `${words[part]} of ${saved.name} was ${saved[part]} and is ${now![part]}`);

const words = {
  machineType: 'the machine type',
  processor: 'the processor',
  cpus: 'the number of processors',
  memoryKiB: 'the memory in KiB',
};

const seedMisfits = (saved: Fit['seeds'], now: Fit['seeds']): string[] =>
  Object.keys(saved)
    .filter((name) => saved[name] !== now[name])
    .map((name) => `${name} was given other keys or settings since`);
