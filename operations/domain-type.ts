import { join } from 'node:path';
import type { NodeImage } from '../build/image/build-node-image';
import { cacheDir } from '../host/paths';
import {
  canOpenKvm,
  type DomainType,
  domainType,
  ensureIdentity,
  type Hypervisor,
  isLocal,
  systemDomainType,
} from '../hypervisor';
import type { Lab } from '../lib/model';

/** Finds out, once, whether guests get hardware virtualization. */
export function findDomainType(
  lab: Lab,
  { kind, uri }: Pick<Hypervisor, 'kind' | 'uri'>,
  { kernel, initrd }: Pick<NodeImage, 'kernel' | 'initrd'>,
): Promise<DomainType> {
  const cache = join(cacheDir(), 'hypervisor');
  if (kind === 'embedded') return domainType(kernel, initrd, cache, lab.hypervisor.acceleration);
  // Another machine's KVM, and one that this user may not open, cannot be tried from here.
  const bootsKernel = async () =>
    !isLocal(uri) || !canOpenKvm() || (await domainType(kernel, initrd, cache, undefined, {})) === 'kvm';
  return systemDomainType(uri, { lab, identity: ensureIdentity(lab.name), bootsKernel });
}
