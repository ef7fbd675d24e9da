import { join } from 'node:path';
import type { NodeImage } from '../build/image/build-node-image';
import { cacheDir } from '../host/paths';
import { type DomainType, domainType, ensureIdentity, type Hypervisor, systemDomainType } from '../hypervisor';
import type { Lab } from '../lib/model';

/** Finds out, once, whether guests get hardware virtualization. */
export function findDomainType(
  lab: Lab,
  { kind, uri }: Pick<Hypervisor, 'kind' | 'uri'>,
  image: Pick<NodeImage, 'kernel' | 'initrd'>,
): Promise<DomainType> {
  if (kind === 'system') return systemDomainType(uri, { lab, identity: ensureIdentity(lab.name) });
  return domainType(image.kernel, image.initrd, join(cacheDir(), 'hypervisor'), lab.hypervisor.acceleration);
}
