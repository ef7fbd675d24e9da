import { tryRun } from '../../host/run';
import { childElements, readXml, textAt } from '../libvirt/libvirt-xml';
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
  const models = childElements(readXml(capabilities, 'the list of what libvirt can do'), 'host', 'secmodel');
  const dac = models.find((model) => textAt(model, 'model') === 'dac');
  const [, user, group] = /^\+(\d+):\+(\d+)$/.exec((dac && textAt(dac, 'baselabel')) ?? '') ?? [];
  return user === defaultStorageGroup ? user : group;
}
