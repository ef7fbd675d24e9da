import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labStateDir } from '../../../host/paths';
import { silentProgress } from '../../../host/progress';
import { run } from '../../../host/run';
import { waitFor } from '../../../host/wait';
import { virsh } from '../../../hypervisor/libvirt/virsh';
import { newIdentity, objectUuid } from '../../../hypervisor/ownership/identity';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';
import { objectNames, resolveLab } from '../../../lib/model';
import { emulatedHypervisor } from '../embedded/real-lab';

// Needs root, the packages of hypervisor/preflight/packages.ts, LAB_COREDNS, and the node image's LAB_KERNEL and LAB_INITRD.
jest.setTimeout(240_000);

const lab = resolveLab({ name: 'hvkernel' });
const paths = labPathsOf(lab.name);
const identity = newIdentity(lab.name);
const hypervisor = emulatedHypervisor(lab, identity);
const { uri } = hypervisor;
const scratch = labStateDir(lab.name);
const pool = join(hypervisor.storageFolder, objectNames(lab.name).pool);

/** A machine whose kernel libvirt loads. It has nothing to read where `root` is no disk of it, and stands still in a panic. */
const machineXml = (name: string, root: string): string => `
  <domain type='qemu'>
    <name>${lab.name}-${name}</name>
    <uuid>${objectUuid(identity, 'machine', name)}</uuid>
    <memory unit='MiB'>512</memory>
    <vcpu>1</vcpu>
    <os>
      <type arch='x86_64' machine='pc'>hvm</type>
      <kernel>${hypervisor.storagePath}/kernel</kernel><initrd>${hypervisor.storagePath}/initrd</initrd>
      <cmdline>console=ttyS0 no_timer_check rw root=${root}</cmdline>
    </os>
    <devices>
      <disk type='file' device='disk'>
        <driver name='qemu' type='raw'/><source file='${hypervisor.storagePath}/${name}.img'/><target dev='vda' bus='virtio'/>
      </disk>
      <console type='pty'><target type='serial' port='0'/><log append='on' file='${paths.inside.consoles}/${name}.log'/></console>
      <memballoon model='none'/>
    </devices>
  </domain>`;

const bootsOf = (name: string): number =>
  readFileSync(join(paths.consoles, `${name}.log`), 'utf8').split('Linux version').length - 1;

const until = (what: string, isTrue: () => boolean | Promise<boolean>) =>
  waitFor(
    async () => {
      const value = await isTrue();
      return value ? { value, observation: 'yes' } : { observation: 'not yet' };
    },
    { what, deadline: 90, interval: 0.5 },
  );

/** A disk with one file system, whose only program is CoreDNS. */
async function makeDisk(name: string): Promise<void> {
  const root = join(scratch, 'root');
  for (const folder of ['dev', 'proc', 'sys', 'run', 'sbin']) mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(process.env.LAB_COREDNS!, join(root, 'sbin', 'init'));
  await run('mke2fs', ['-q', '-t', 'ext4', '-d', root, join(pool, `${name}.img`), '160M']);
}

async function boot(name: string, root: string): Promise<void> {
  await makeDisk(name);
  await run('chown', ['-R', '64055:64055', pool]);
  const file = join(scratch, `${name}.xml`);
  writeFileSync(file, machineXml(name, root));
  await virsh(uri, 'define', file);
  await virsh(uri, 'start', `${lab.name}-${name}`);
}

beforeAll(async () => {
  await hypervisor.start(silentProgress);
  mkdirSync(pool, { recursive: true });
  mkdirSync(scratch, { recursive: true });
  copyFileSync(process.env.LAB_KERNEL!, join(pool, 'kernel'));
  copyFileSync(process.env.LAB_INITRD!, join(pool, 'initrd'));
  await boot('worker-1', '/dev/none');
  await boot('worker-2', '/dev/vda');
});

afterAll(async () => {
  await hypervisor.stop(silentProgress);
  rmSync(scratch, { recursive: true, force: true });
});

test('a machine that has not read its root file system is told from one that has', async () => {
  expect(await hypervisor.kernelsBooting()).toContain('worker-1');
  await until('worker-2 to read its root file system', async () => !(await hypervisor.kernelsBooting()).includes('worker-2'));
  expect(await hypervisor.kernelsBooting()).toEqual(['worker-1']);
});

test('the reset button boots it again, and it is seen anew', async () => {
  await until('the first boot', () => bootsOf('worker-1') === 1);
  await hypervisor.reset('worker-1');
  await until('a second boot', () => bootsOf('worker-1') === 2);
  expect(await hypervisor.kernelsBooting()).toEqual(['worker-1']);
});

test('one that goes on after a pause is left alone, whatever it has read', async () => {
  await virsh(uri, 'suspend', `${lab.name}-worker-1`);
  expect(await hypervisor.kernelsBooting()).toEqual([]);
  await virsh(uri, 'resume', `${lab.name}-worker-1`);
  expect(await hypervisor.kernelsBooting()).toEqual([]);
});
