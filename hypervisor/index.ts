export * from './choose';
export * from './find-owner';
export { availableMemory, hostAddresses, isLocal } from './preflight/host-facts';
export * from './port/hypervisor';
export type { Hardware, MachineHardware, MachineStates } from './port/machine-states';
export { renaming } from './libvirt/renaming';
export {
  adoptOrigin,
  describeOwner,
  ensureIdentity,
  type LabIdentity,
  type LabOrigin,
  type NamingIdentity,
  readIdentity,
} from './ownership/identity';
export { namesOf } from './libvirt/libvirt-objects';
export { savedIdentity } from './embedded/clone-machines';
export * from './inventory';
export * from './inventory-difference';
export * from './preflight/kvm';
export * from './preflight/packages';
export * from './preflight';
export { explainAppArmor } from './system/app-armor';
export { systemDomainType } from './system/system-acceleration';
