import type { LabIdentity } from '../ownership/identity';
import type { Hypervisor } from '../port/hypervisor';
import { ownerVariables } from './libvirt-objects';

/** What the infrastructure stack needs to know of a libvirt beyond what every command does. */
export interface LibvirtFacts extends Pick<Hypervisor, 'uri' | 'domainType' | 'storagePath'> {
  readonly identity: LabIdentity | undefined;
  /** `open`: the lab's own gateway does what libvirt would do. `nat`: libvirt does it. */
  readonly networkMode: 'open' | 'nat';
  /** The group, by number, that may look for files in the storage pool. */
  readonly storageGroup: string;
  /** Absolute folder of the consoles' logs, as libvirt sees it. Default: none. */
  readonly consoleFolder?: string;
}

/** The variables of the infrastructure stack (`lib/constructs/inputs.ts`). No other place turns facts into variables. */
export const terraformVariables = (facts: LibvirtFacts): Readonly<Record<string, string>> => ({
  libvirt_uri: facts.uri,
  domain_type: facts.domainType,
  network_mode: facts.networkMode,
  storage_path: facts.storagePath,
  storage_group: facts.storageGroup,
  console_folder: facts.consoleFolder ?? '',
  ...ownerVariables(facts.identity),
});
