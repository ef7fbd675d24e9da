import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labError } from '../../host/user-error';
import { tryVirsh, virsh } from '../../hypervisor/libvirt/virsh';
import type { HostLibvirt } from './host-libvirt';

/** Machines of somebody else, with names that labs use: one runs, one is off, one is saved. */
const machines = ['k8s-worker-1', 'k8s-worker-2', 'k8s-worker-3'] as const;
const pools = { 'lab-k8s': 'lab-k8s', precious: 'precious' } as const;
const network = 'lab-k8s';
const volume = 'k8s-worker-1.qcow2';

/** Makes objects at a libvirt that no lab has made. */
export async function makeForeignObjects({ uri, images }: HostLibvirt): Promise<void> {
  const define = async (command: string, xml: string) => {
    const file = join(images, '..', 'definition.xml');
    writeFileSync(file, xml);
    await virsh(uri, command, file);
  };
  await define('net-define', `<network><name>${network}</name><bridge name='virbr-k8s'/></network>`);
  for (const [name, folder] of Object.entries(pools)) {
    await virsh(uri, 'pool-define-as', name, 'dir', '--target', `/var/lib/libvirt/images/${folder}`);
    await virsh(uri, 'pool-build', name);
    await virsh(uri, 'pool-start', name);
    await virsh(uri, 'vol-create-as', name, volume, '1M', '--format', 'qcow2');
  }
  for (const name of machines) await define('define', machineXml(name));
  await virsh(uri, 'start', machines[0]);
  await virsh(uri, 'start', machines[2]);
  await virsh(uri, 'managedsave', machines[2]);
}

/** Takes them away again, each whether it is there or not. */
export async function removeForeignObjects({ uri }: HostLibvirt): Promise<void> {
  for (const name of machines) {
    await tryVirsh(uri, 'destroy', name);
    await tryVirsh(uri, 'undefine', name, '--managed-save');
  }
  await tryVirsh(uri, 'net-undefine', network);
  for (const pool of Object.keys(pools)) {
    await tryVirsh(uri, 'vol-delete', '--pool', pool, volume);
    await tryVirsh(uri, 'pool-destroy', pool);
    await tryVirsh(uri, 'pool-undefine', pool);
  }
}

const machineXml = (name: string): string =>
  `<domain type='qemu'><name>${name}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='pc'>hvm</type></os></domain>`;

/** Everything of theirs, byte for byte: definitions, states, process numbers, contents of volumes. */
export async function foreignState({ uri, images }: HostLibvirt): Promise<string> {
  const shown: string[] = [];
  const show = async (...args: string[]) => void shown.push(`${args.join(' ')}\n${(await virsh(uri, ...args)).stdout}`);
  for (const name of machines) {
    await show('domstate', '--reason', name);
    for (const command of ['domid', 'domuuid']) await show(command, name);
    await show('dumpxml', '--inactive', name);
  }
  for (const pool of Object.keys(pools)) for (const command of ['pool-dumpxml', 'vol-list']) await show(command, pool);
  for (const command of ['net-dumpxml', 'net-info']) await show(command, network);
  for (const folder of Object.values(pools)) {
    const content = readFileSync(join(images, folder, volume));
    shown.push(`${folder}/${volume} ${createHash('sha256').update(content).digest('hex')}`);
  }
  return shown.join('\n');
}

/** @throws where anything of theirs is another now. */
export async function expectUntouched(host: HostLibvirt, before: string, after: string): Promise<void> {
  const now = await foreignState(host);
  if (now !== before) throw labError(`${after}: what belongs to others was changed.\nbefore:\n${before}\nafter:\n${now}`);
}
