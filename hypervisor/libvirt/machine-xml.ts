import { environmentError } from '../../host/user-error';
import type { MachineHardware } from '../port/machine-states';
import { childElements, readXml, textAt } from './libvirt-xml';

/** The hardware in a domain's XML (https://libvirt.org/formatdomain.html). @param name the machine's */
export function hardwareIn(xml: string, name: string): MachineHardware {
  const root = readXml(xml, `the definition of the machine ${name}`);
  const machineType = childElements(root, 'os', 'type')[0]?.getAttribute('machine');
  const mode = childElements(root, 'cpu')[0]?.getAttribute('mode');
  const memoryKiB = Number(textAt(root, 'memory'));
  if (!machineType || !(memoryKiB > 0))
    throw environmentError(`libvirt does not tell the machine type or the memory of ${name}`, { remedy: './lab status' });
  return {
    name,
    machineType,
    processor: textAt(root, 'cpu', 'model') ?? mode ?? 'default',
    cpus: Number(textAt(root, 'vcpu') ?? 1),
    memoryKiB,
  };
}

/** The names under which a machine sees its disks, CD-ROMs among them: `vda`, `hdd`. */
export const diskTargets = (xml: string, name: string): string[] =>
  childElements(readXml(xml, `the definition of the machine ${name}`), 'devices', 'disk', 'target').flatMap(
    (target) => target.getAttribute('dev') ?? [],
  );

/** QEMU's version in what `virsh version` prints: `Running hypervisor: QEMU 7.2.22`. */
export function qemuVersionIn(text: string): string {
  const version = /^Running hypervisor: QEMU (\S+)$/m.exec(text)?.[1];
  if (version) return version;
  throw environmentError('libvirt does not tell which QEMU it runs', { remedy: 'look at what `virsh version` prints' });
}
