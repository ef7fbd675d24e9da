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

/** A machine that runs a shell of the initial RAM disk, and nothing after it. */
const machineXml = (name: string, kernelWords: string): string => `
  <domain type='qemu'>
    <name>${lab.name}-${name}</name>
    <uuid>${objectUuid(identity, 'machine', name)}</uuid>
    <memory unit='MiB'>512</memory>
    <vcpu>1</vcpu>
    <os>
      <type arch='x86_64' machine='pc'>hvm</type>
      <kernel>${hypervisor.storagePath}/kernel</kernel><initrd>${hypervisor.storagePath}/initrd</initrd>
      <cmdline>console=ttyS0 no_timer_check rdinit=/bin/sh ${kernelWords}</cmdline>
    </os>
    <devices>
      <disk type='file' device='disk'>
        <driver name='qemu' type='qcow2'/><source file='${hypervisor.storagePath}/${name}.qcow2'/><target dev='vda' bus='virtio'/>
      </disk>
      <console type='pty'><target type='serial' port='0'/><log append='on' file='${paths.inside.consoles}/${name}.log'/></console>
      <memballoon model='none'/>
    </devices>
  </domain>`;

/** Words of a shell after `--`, where the kernel hands them on to its first program. */
const readsDisk =
  '&quot;mount -t devtmpfs none /dev; modprobe -a virtio_pci virtio_blk; sleep 2; cat /dev/vda &gt;/dev/null; sleep 1000&quot;';

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

async function boot(name: string, kernelWords: string): Promise<void> {
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', join(pool, `${name}.qcow2`), '16M']);
  await run('chown', ['-R', '64055:64055', pool]);
  const file = join(scratch, `${name}.xml`);
  writeFileSync(file, machineXml(name, kernelWords));
  await virsh(uri, 'define', file);
  await virsh(uri, 'start', `${lab.name}-${name}`);
}

beforeAll(async () => {
  await hypervisor.start(silentProgress);
  mkdirSync(pool, { recursive: true });
  mkdirSync(scratch, { recursive: true });
  copyFileSync(process.env.LAB_KERNEL!, join(pool, 'kernel'));
  copyFileSync(process.env.LAB_INITRD!, join(pool, 'initrd'));
  await boot('worker-1', '');
  await boot('worker-2', `-- -c ${readsDisk}`);
});

afterAll(async () => {
  await hypervisor.stop(silentProgress);
  rmSync(scratch, { recursive: true, force: true });
});

test('a machine that has not read its disk is told from one that has', async () => {
  expect(await hypervisor.kernelsBooting()).toContain('worker-1');
  await until('worker-2 to read its disk', async () => !(await hypervisor.kernelsBooting()).includes('worker-2'));
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
