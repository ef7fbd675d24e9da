import { environmentError, UserError } from '../../host/user-error';

/**
 * Runs work that starts machines. Where QEMU is kept from a volume by the host's AppArmor, the fault says what to do: the
 * profile is the user's, and is not changed here.
 */
export async function explainAppArmor<T>(storagePath: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const remedy = error instanceof UserError ? appArmorRemedy(error.message, storagePath) : undefined;
    throw remedy ? environmentError((error as UserError).message, { remedy, cause: error }) : error;
  }
}

/**
 * What to do when QEMU was kept from a volume by the host's AppArmor: Terraform's or virsh's output in, the remedy out.
 * Undefined for any other failure.
 */
export function appArmorRemedy(output: string, storagePath: string): string | undefined {
  if (!/could not open .*permission denied/i.test(output)) return undefined;
  return [
    "AppArmor's profile for QEMU does not know the lab's storage pool. Allow that one folder, and run the command again:",
    `  echo '"${storagePath}/**" rwk,' | sudo tee -a /etc/apparmor.d/local/abstractions/libvirt-qemu`,
    '  sudo systemctl reload apparmor',
  ].join('\n');
}
