export * from './choose';
export * from './hypervisor';
export * from './inventory';
export * from './kvm';
export * from './packages';
export * from './preflight';
export { explainAppArmor, systemDomainType } from './system';
