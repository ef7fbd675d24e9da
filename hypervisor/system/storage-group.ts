import { tryRun } from '../../host/run';
import { qemuAccount } from '../processes/unprivileged';

/** Debian's and Ubuntu's group of QEMU alone; the one QEMU has first, kvm, may have users in it. */
export const defaultStorageGroup = String(qemuAccount);

/** The number of a group that QEMU has at this libvirt, and as few others as possible. Undefined where libvirt does not say it. */
export async function storageGroup(uri: string): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await tryRun('virsh', ['-q', '-c', uri, 'capabilities'], { timeout: 30_000 });
    return exitCode === 0 ? groupIn(stdout) : undefined;
  } catch {
    return undefined;
  }
}

/** From libvirt's account for QEMU, `+64055:+104` (https://libvirt.org/formatcaps.html). QEMU as root needs no group. */
export function groupIn(capabilities: string): string | undefined {
  const [, user, group] = /<model>dac<\/model>.*?<baselabel[^>]*>\+(\d+):\+(\d+)</s.exec(capabilities) ?? [];
  return user === defaultStorageGroup ? user : group;
}
