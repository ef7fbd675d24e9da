import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import { run } from '../../host/run';
import type { DomainType } from '../../hypervisor';
import type { NodeImage } from '../../build/image/build-node-image';
import type { ProviderOrigin } from '../../build/toolchain';
import { definitionFile } from '../../lib/definition';
import { type Lab, machines } from '../../lib/model';
import { userData } from '../../lib/render';
import { versions } from '../../versions';

/** What a ready lab depends on, beside the definition. */
export interface ReadyConditions {
  readonly image: Pick<NodeImage, 'key'>;
  readonly domainType: DomainType;
  /** Where Terraform's providers came from: a state is read by the provider that wrote it. */
  readonly providers: ProviderOrigin;
  /** QEMU's version as it tells it, the distribution's revision included. */
  readonly qemu: string;
  /** The processor that guests see with KVM. */
  readonly processor: string;
}

/** Of this form. A later one is another program's. */
const form = 1;

/**
 * The name of the ready lab that a definition may begin with: 16 hexadecimal digits. Any change that makes other machines makes another
 * key. The lab's own name is no part of it, nor where its disks are.
 */
export function readyKey(lab: Lab, { image, domainType, providers, qemu, processor }: ReadyConditions): string {
  const nameless = { ...lab, name: 'lab', hypervisor: { ...lab.hypervisor, storage: undefined } };
  const parts = [
    ...[String(form), image.key, domainType, providers, qemu],
    // An emulated processor is the same everywhere.
    domainType === 'kvm' ? processor : '',
    JSON.stringify(versions.providers),
    definitionFile(nameless),
    ...machines(nameless).map((machine) => userData(nameless, machine)),
  ];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('hex').slice(0, 16);
}

/** What of this machine a ready lab depends on. */
export async function readyMachine(): Promise<Pick<ReadyConditions, 'qemu' | 'processor'>> {
  const { stdout } = await run('qemu-system-x86_64', ['--version']);
  return { qemu: stdout.split('\n')[0]!, processor: cpus()[0]?.model ?? '' };
}
