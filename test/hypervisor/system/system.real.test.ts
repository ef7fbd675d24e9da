import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expectUntouched, foreignState, makeForeignObjects, removeForeignObjects } from '../../../dev/real-test/foreign-objects';
import { type HostLibvirt, startHostLibvirt } from '../../../dev/real-test/host-libvirt';
import { labStateDir } from '../../../host/paths';
import { silentProgress } from '../../../host/progress';
import { type LabIdentity, newIdentity, objectUuid } from '../../../hypervisor/ownership/identity';
import { ownerAttribute } from '../../../hypervisor/libvirt/libvirt-objects';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';
import { takenNames } from '../../../hypervisor/preflight/preflight-checks';
import { preflight } from '../../../hypervisor/preflight';
import { SystemHypervisor, systemStoragePath } from '../../../hypervisor/system/system';
import { systemDomainType } from '../../../hypervisor/system/system-acceleration';
import { tryVirsh, virsh, virshNames } from '../../../hypervisor/libvirt/virsh';
import { resolveLab } from '../../../lib/model';
import { machineXml, networkXml } from '../embedded/real-lab';

// Needs root and the packages of hypervisor/preflight/packages.ts and of dev/real-test/host-libvirt.ts.
jest.setTimeout(180_000);

/** Half the world calls its machines so. */
const lab = resolveLab({ name: 'k8s', workers: [{ name: 'worker-1' }, { name: 'worker-2' }, { name: 'worker-3' }] });
const identity = newIdentity(lab.name);
let host: HostLibvirt;
let uri: string;
let scratch: string;
let hypervisor: SystemHypervisor;

const at = (who: LabIdentity | undefined, where = uri, what = lab) =>
  new SystemHypervisor(what, where, { domainType: 'qemu', identity: who });

async function define(command: string, xml: string): Promise<void> {
  writeFileSync(join(scratch, 'definition.xml'), xml);
  await virsh(uri, command, join(scratch, 'definition.xml'));
}

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'lab-system-'));
  mkdirSync(labStateDir(lab.name), { recursive: true });
  host = await startHostLibvirt('sys', { kvm: true });
  ({ uri } = host);
  hypervisor = at(identity);
});

afterAll(async () => {
  await removeForeignObjects(host);
  await host.stop();
  for (const folder of [scratch, labStateDir(lab.name)]) rmSync(folder, { recursive: true, force: true });
});

test('fails where no libvirt answers, with the URI and what to do', async () => {
  const nowhere = at(identity, 'qemu+unix:///system?socket=/nonexistent');
  await expect(nowhere.start(silentProgress)).rejects.toThrow(
    /no libvirt answers at qemu\+unix:\/\/\/system\?socket=\/nonexistent/,
  );
  expect(await preflight(lab, nowhere)).toContainEqual(
    expect.objectContaining({ remedy: expect.stringContaining('systemctl status libvirtd') }),
  );
});

test('KVM that is offered and works for no machine is found out, and what the user says wins', async () => {
  const trial = { lab, identity, bootsKernel: () => Promise.resolve(true) };
  expect(await systemDomainType(uri, trial, { LAB_ACCELERATION: 'kvm' })).toBe('kvm');
  expect(await systemDomainType(uri, trial, { LAB_ACCELERATION: 'tcg' })).toBe('qemu');
  const offered = (await tryVirsh(uri, 'domcapabilities', '--virttype', 'kvm')).exitCode === 0;
  const tried = await systemDomainType(uri, trial, {});
  if (!offered) expect(tried).toBe('qemu');
  expect(await virshNames(uri, 'list', '--all', '--name')).toEqual([]);
});

describe('beside machines, a network and pools of the names that the lab would use, made by others', () => {
  beforeAll(async () => {
    await makeForeignObjects(host);
  });

  test.each([
    ['a lab that was never built', undefined],
    ['a lab of the same name', identity],
  ])('%s finds them in its way, and touches none of them', async (_title, who) => {
    const before = await foreignState(host);
    const one = at(who);
    expect((await one.conflicts()).map(({ thing }) => thing.replace(` at ${uri}`, '')).sort()).toEqual([
      'storage pool lab-k8s (active)',
      'virtual machine k8s-worker-1 (active)',
      'virtual machine k8s-worker-2 (off)',
      'virtual machine k8s-worker-3 (off)',
      'virtual network lab-k8s (off)',
    ]);
    expect(await one.isRunning()).toBe(false);
    expect(await one.stop(silentProgress)).toEqual([]);
    expect(await one.stop(silentProgress)).toEqual([]);
    if (who) await one.start(silentProgress);
    if (who) await one.removeUnknown(() => undefined);
    await expectUntouched(host, before, 'stop, start and removeUnknown');
  });

  test('preflight refuses them by name and says what to do', async () => {
    const fault = takenNames(lab, await hypervisor.conflicts());
    expect(fault?.value).toContain('virtual machine k8s-worker-1 (active)');
    expect(fault?.remedy).toContain('give this lab another name');
    expect(await preflight(lab, hypervisor)).toContainEqual(fault);
  });

  test('two labs whose machines have one name do not take each other for themselves', async () => {
    const [one, other] = [
      resolveLab({ name: 'a', workers: [{ name: 'b-c' }] }),
      resolveLab({ name: 'a-b', workers: [{ name: 'c' }] }),
    ];
    const [first, second] = [newIdentity('a'), { ...newIdentity('a-b'), checkout: '/opt/other' }];
    const metadata = `<metadata><lab:lab xmlns:lab="urn:kubernetes-network-lab:identity" json="${ownerAttribute(second)}"/></metadata>`;
    const xml = machineXml(other, 'c', '/var/log/libvirt', second)
      .replace(/<interface.*interface>/, '')
      .replace('<memory', `${metadata}<memory`);
    await define('define', xml);
    expect(await at(first, uri, one).conflicts()).toEqual([{ thing: `virtual machine a-b-c (off) at ${uri}`, owner: second }]);
    expect(await at(second, uri, other).conflicts()).toEqual([]);
    await at(first, uri, one).stop(silentProgress);
    expect(await virshNames(uri, 'list', '--all', '--name')).toContain('a-b-c');
    await at(second, uri, other).stop(silentProgress);
    expect(await virshNames(uri, 'list', '--all', '--name')).not.toContain('a-b-c');
  });

  afterAll(() => removeForeignObjects(host));
});

test('start brings back what a reboot has stopped; a machine that cannot start is taken away to be made anew', async () => {
  await define('net-define', networkXml(lab, identity));
  await define('define', machineXml(lab, 'worker-1', '/var/log/libvirt', identity));
  const impossible = machineXml(lab, 'worker-2', '/var/log/libvirt', identity).replace(
    '<devices>',
    "<devices><disk type='file'><source file='/nonexistent'/><target dev='vda' bus='virtio'/></disk>",
  );
  await define('define', impossible);
  const notes: string[] = [];
  await hypervisor.start({ ...silentProgress, note: (text) => void notes.push(text) });
  expect(await virshNames(uri, 'net-list', '--name')).toEqual(['lab-k8s']);
  expect(await virshNames(uri, 'list', '--all', '--name')).toEqual(['k8s-worker-1']);
  expect(notes).toEqual([expect.stringMatching(/^k8s-worker-2 could not start and is made anew: .*nonexistent/s)]);
  expect(await hypervisor.isRunning()).toBe(true);
});

test('what an interrupted run made and Terraform does not know is removed, and nothing else', async () => {
  const network = objectUuid(identity, 'network');
  await define('define', machineXml(lab, 'worker-2', '/var/log/libvirt', identity));
  const told: string[] = [];
  const { terraformState } = labPathsOf(lab.name);
  const known = [network, objectUuid(identity, 'machine', 'worker-1')].map((id) => ({ attributes: { id } }));
  mkdirSync(dirname(terraformState), { recursive: true });
  writeFileSync(terraformState, JSON.stringify({ resources: [{ type: 'known', instances: known }] }));
  try {
    await hypervisor.removeUnknown((name) => void told.push(name));
  } finally {
    rmSync(terraformState);
  }
  expect(told).toEqual(['k8s-worker-2']);
  expect(await virshNames(uri, 'list', '--all', '--name')).toEqual(['k8s-worker-1']);
});

test("stop removes the lab's own, and keeps a pool that holds somebody's file", async () => {
  writeFileSync(
    join(scratch, 'definition.xml'),
    `<pool type='dir'><name>lab-k8s</name><uuid>${objectUuid(identity, 'pool')}</uuid><target><path>${systemStoragePath(lab)}</path></target></pool>`,
  );
  await virsh(uri, 'pool-define', join(scratch, 'definition.xml'));
  await virsh(uri, 'pool-build', 'lab-k8s');
  await virsh(uri, 'pool-start', 'lab-k8s');
  for (const volume of ['worker-1.qcow2', 'node_image.qcow2', 'thesis.odt'])
    await virsh(uri, 'vol-create-as', 'lab-k8s', volume, '1M');
  expect(await hypervisor.stop(silentProgress)).toEqual(['volume lab-k8s/thesis.odt']);
  expect(await hypervisor.stop(silentProgress)).toEqual([]);
  for (const list of ['list', 'net-list', 'pool-list'])
    expect(await virshNames(uri, list, '--all', '--name')).not.toContainEqual(expect.stringContaining('k8s'));
  expect(readFileSync(join(host.images, 'lab-k8s', 'thesis.odt')).length).toBe(1024 * 1024);
});
