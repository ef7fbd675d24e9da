import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labStateDir } from '../../host/paths';
import { silentProgress } from '../../host/progress';
import { EmbeddedHypervisor } from '../../hypervisor/embedded';
import { difference, inventory } from '../../hypervisor/inventory';
import { preflight } from '../../hypervisor/preflight';
import { SystemHypervisor, systemStoragePath } from '../../hypervisor/system';
import { virsh, virshNames } from '../../hypervisor/virsh';
import { resolveLab } from '../../lib/model';
import { machineXml, networkXml } from './real-lab';

// Another lab's private libvirt plays the user's. Needs root, the packages of hypervisor/packages.ts, and LAB_COREDNS.
jest.setTimeout(120_000);

const owner = new EmbeddedHypervisor(resolveLab({ name: 'hvowner' }), {
  domainType: 'qemu',
  internet: 'simulated',
  coredns: () => Promise.resolve(process.env.LAB_COREDNS ?? 'coredns'),
});
const lab = resolveLab({ name: 'hvsystem' });
const { uri } = owner;
const hypervisor = new SystemHypervisor(lab, uri, { domainType: 'qemu' });
const folder = labStateDir('hvowner');

async function define(command: string, xml: string): Promise<void> {
  writeFileSync(join(folder, 'definition.xml'), xml);
  await virsh(uri, command, join(folder, 'definition.xml'));
}

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  await owner.start(silentProgress);
});

afterAll(async () => {
  await owner.stop(silentProgress);
  rmSync(folder, { recursive: true, force: true });
});

test('fails where no libvirt answers, with the URI and what to do', async () => {
  const nowhere = new SystemHypervisor(lab, 'qemu+unix:///system?socket=/nonexistent', { domainType: 'qemu' });
  await expect(nowhere.start(silentProgress)).rejects.toThrow(
    /no libvirt answers at qemu\+unix:\/\/\/system\?socket=\/nonexistent/,
  );
  expect(await preflight(lab, nowhere)).toContainEqual(
    expect.objectContaining({ remedy: expect.stringContaining('systemctl status libvirtd') }),
  );
});

test("start brings back what a reboot has stopped, and only what is the lab's", async () => {
  const stranger = { ...lab, name: 'stranger' };
  for (const each of [lab, stranger]) await define('net-define', networkXml(each));
  await define('define', machineXml(lab, 'worker-1', '/tmp'));
  await hypervisor.start(silentProgress);
  await hypervisor.start(silentProgress);
  expect(await virshNames(uri, 'net-list', '--name')).toEqual(['lab-hvsystem']);
  expect(await virshNames(uri, 'list', '--name')).toEqual(['hvsystem-worker-1']);
  expect(await hypervisor.isRunning()).toBe(true);
});

test("stop removes what Terraform has lost, and only what is the lab's", async () => {
  const before = await inventory(lab, { ...hypervisor, uri: 'qemu+unix:///system?socket=/nonexistent' });
  await virsh(uri, 'pool-define-as', 'lab-hvsystem', 'dir', '--target', systemStoragePath(lab));
  await virsh(uri, 'pool-build', 'lab-hvsystem');
  await virsh(uri, 'pool-start', 'lab-hvsystem');
  await virsh(uri, 'vol-create-as', 'lab-hvsystem', 'a disk.qcow2', '1M');
  expect(difference(before, await inventory(lab, hypervisor))).toEqual(
    expect.arrayContaining([
      'virtual machine hvsystem-worker-1',
      'volume lab-hvsystem/a disk.qcow2',
      'virtual network lab-hvsystem',
    ]),
  );
  await hypervisor.stop(silentProgress);
  await hypervisor.stop(silentProgress);
  expect(difference(before, await inventory(lab, hypervisor))).toEqual([]);
  expect(await virshNames(uri, 'net-list', '--all', '--name')).toEqual(['lab-stranger']);
});
