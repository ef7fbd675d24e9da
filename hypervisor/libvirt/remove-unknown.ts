import type { Lab } from '../../lib/model';
import type { LabIdentity } from '../ownership/identity';
import { namedObjects, undefine } from './libvirt-objects';
import { volumeNames } from './remove-objects';
import type { TerraformKnowledge } from './terraform-state';
import { virsh } from './virsh';

/**
 * Removes the lab's own objects that Terraform has made and not written into its state: it was ended in between, and would now fail
 * because they exist. A pool goes with its volumes, whose disks a new pool would find again.
 */
export async function removeUnknown(
  { uri, lab, identity }: { readonly uri: string; readonly lab: Lab; readonly identity: LabIdentity },
  known: TerraformKnowledge,
  tell: (name: string) => void,
): Promise<void> {
  const own = (await namedObjects(uri, lab, identity)).filter((object) => object.own);
  const unknown = own.filter(({ uuid }) => !known.ids.has(uuid));
  for (const { kind, name, uuid, active } of unknown) {
    tell(name);
    if (kind === 'machine') {
      if (active) await virsh(uri, 'destroy', uuid);
      await undefine(uri, uuid);
    } else {
      const command = kind === 'network' ? 'net' : 'pool';
      if (active) await virsh(uri, `${command}-destroy`, uuid);
      await virsh(uri, `${command}-undefine`, uuid);
    }
  }
  const pool = own.find(({ kind, active, uuid }) => kind === 'pool' && active && known.ids.has(uuid));
  // The provider adopts a disk that is there already, and refuses a seed disk.
  for (const volume of pool ? await volumeNames(uri, pool.uuid) : []) {
    if (!volume.endsWith('-seed.iso') || known.volumes.includes(volume)) continue;
    tell(volume);
    await virsh(uri, 'vol-delete', '--pool', pool!.uuid, volume);
  }
}
