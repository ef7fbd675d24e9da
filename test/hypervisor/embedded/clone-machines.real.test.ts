import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labStateDir } from '../../../host/paths';
import { silentProgress } from '../../../host/progress';
import { run } from '../../../host/run';
import { waitFor } from '../../../host/wait';
import { savedIdentity } from '../../../hypervisor/embedded/clone-machines';
import type { EmbeddedHypervisor } from '../../../hypervisor/embedded/embedded';
import { ownerIn } from '../../../hypervisor/libvirt/libvirt-objects';
import { ownMachines } from '../../../hypervisor/libvirt/machine-memory';
import { virsh } from '../../../hypervisor/libvirt/virsh';
import { type LabIdentity, newIdentity, objectUuid } from '../../../hypervisor/ownership/identity';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';
import { type Lab, machines, machineVolumes, objectNames, resolveLab, sharedVolumes } from '../../../lib/model';
import { countingDisk, numbersIn } from './counting-guest';
import { at, countingMachineXml, emulatedHypervisor, networkXml } from './real-lab';

// Needs root, the packages of hypervisor/preflight/packages.ts, and LAB_COREDNS.
jest.setTimeout(180_000);

const definition = { workers: { count: 1 } };
const source = resolveLab({ ...definition, name: 'hvsource' });
const target = resolveLab({ ...definition, name: 'hvclone' });
const names = machines(source).map(({ name }) => name);
const identity = newIdentity(source.name);
const cloneIdentity: LabIdentity = { ...newIdentity(target.name), origin: { id: identity.id, lab: source.name } };
const original = emulatedHypervisor(source, identity);
const clone = emulatedHypervisor(target, cloneIdentity);
const saved = mkdtempSync(join(tmpdir(), 'hvclone-'));
const image = join(saved, 'image.qcow2');

const consoleOf = (lab: Lab, name: string): string => readFileSync(join(labPathsOf(lab.name).consoles, `${name}.log`), 'utf8');
const lastNumber = (lab: Lab, name: string): number => numbersIn(consoleOf(lab, name)).at(-1) ?? 0;

async function counting(lab: Lab): Promise<void> {
  const before = names.map((name) => lastNumber(lab, name));
  const look = async () => {
    const now = names.map((name) => lastNumber(lab, name));
    const observation = `${now.join(', ')} after ${before.join(', ')}`;
    return { value: now.every((number, index) => number > before[index]! && number > 5) || undefined, observation };
  };
  await waitFor(look, { what: `the machines of ${lab.name} to count`, deadline: 60, interval: 0.2 });
}

async function define(command: string, xml: string): Promise<void> {
  const file = join(labStateDir(source.name), `${command}.xml`);
  writeFileSync(file, xml);
  await virsh(original.uri, command, file);
}

/** What Terraform makes of a lab, with machines that count. */
beforeAll(async () => {
  for (const lab of [source, target]) mkdirSync(labStateDir(lab.name), { recursive: true });
  await original.start(silentProgress);
  await define('net-define', networkXml(source, identity));
  await virsh(original.uri, 'net-start', `lab-${source.name}`);
  const pool = join(original.storageFolder, objectNames(source.name).pool);
  mkdirSync(pool, { mode: 0o711 });
  const poolXml = `<pool type='dir'><name>lab-${source.name}</name><uuid>${objectUuid(identity, 'pool')}</uuid><target><path>${original.storagePath}</path></target></pool>`;
  await define('pool-define', poolXml);
  await virsh(original.uri, 'pool-start', `lab-${source.name}`);
  writeFileSync(join(saved, 'disk.img'), countingDisk());
  await run('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', join(saved, 'disk.img'), image]);
  await run('cp', [image, join(pool, sharedVolumes.image)]);
  await run('chmod', ['0644', image, join(pool, sharedVolumes.image)]);
  for (const file of [sharedVolumes.kernel, sharedVolumes.initrd]) writeFileSync(join(pool, file), file);
  for (const name of names) {
    const { disk, seed } = machineVolumes(name);
    writeFileSync(join(pool, seed), `seed of ${name}`);
    await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', sharedVolumes.image, join(pool, disk), '64M']);
    await define('define', countingMachineXml(original, source, identity, name));
    await virsh(original.uri, 'start', objectNames(source.name).domain(name));
  }
  await original.connectClients();
  await counting(source);
});

afterAll(async () => {
  for (const hypervisor of [original, clone]) await hypervisor.stop(silentProgress);
  for (const folder of [labStateDir(source.name), labStateDir(target.name), saved])
    rmSync(folder, { recursive: true, force: true });
});

let atPause: number[];
const ready = join(saved, 'ready');

/** Begins the other lab with the saved machines. */
async function begin(hypervisor: EmbeddedHypervisor): Promise<void> {
  await hypervisor.states.prepareClone(ready);
  await hypervisor.start(silentProgress);
  await hypervisor.states.clone(ready);
}

test('machines are saved for other labs while they run on', async () => {
  mkdirSync(ready, { mode: 0o700 });
  await original.states.pause();
  await original.states.save(ready);
  atPause = names.map((name) => lastNumber(source, name));
  await original.states.resume();
  await original.states.pack(ready);
  await original.states.saveForClones(ready, image);
  expect(savedIdentity(ready)).toEqual(identity);
  await counting(source);
});

test('a lab of another name begins beside the first with the same machines, and each counts on its own', async () => {
  await begin(clone);
  expect(await clone.states.active()).toEqual([...names].sort());
  await clone.states.resume();
  await clone.connectClients();
  await counting(target);
  await counting(source);
  names.forEach((name, index) => {
    const first = numbersIn(consoleOf(target, name))[0]!;
    expect(first).toBeGreaterThanOrEqual(atPause[index]!);
    expect(first).toBeLessThan(atPause[index]! + 20);
    for (const lab of [source, target]) expect(consoleOf(lab, name)).not.toContain('!');
  });
});

test('what the other lab has made carries its own identity, and none of it is the first one’s', async () => {
  const own = await ownMachines(clone.uri, target, cloneIdentity);
  expect(own.map(({ name }) => name)).toEqual([...names].sort());
  expect(await ownMachines(clone.uri, target, newIdentity(target.name))).toEqual([]);
  for (const { uuid } of own) {
    for (const form of [[], ['--config']]) {
      const { stdout } = await virsh(clone.uri, 'metadata', uuid, '--uri', 'urn:kubernetes-network-lab:identity', ...form);
      expect(ownerIn(stdout)).toEqual(cloneIdentity);
    }
  }
  const uuidOf = async (command: string) => (await virsh(clone.uri, command, `lab-${target.name}`)).stdout.trim();
  expect(await uuidOf('net-uuid')).toBe(objectUuid(cloneIdentity, 'network'));
  expect(await uuidOf('pool-uuid')).toBe(objectUuid(cloneIdentity, 'pool'));
  const { bridge } = labPathsOf(target.name);
  expect((await at(clone, 'gateway', 'ip', '-oneline', 'link', 'show', 'master', bridge)).stdout).toContain('vnet');
});

test('both labs have the saved disks as one file on the disk, which neither can write', async () => {
  for (const name of names) {
    const { disk } = machineVolumes(name);
    const [one, other] = [join(ready, disk), join(clone.storageFolder, 'base', disk)].map((file) => statSync(file));
    expect(other!.ino).toBe(one!.ino);
    expect(one!.uid).toBe(0);
    expect(one!.mode & 0o022).toBe(0);
    const written = statSync(join(clone.storageFolder, objectNames(target.name).pool, disk)).blocks * 512;
    expect(written).toBeLessThan(4 * 2 ** 20);
  }
});

test('the other lab is stopped, started, saved and brought back as any', async () => {
  await clone.states.suspend();
  await clone.rest(silentProgress);
  await clone.start(silentProgress);
  await counting(target);
  const again = join(saved, 'again');
  mkdirSync(again);
  await clone.states.pause();
  await clone.states.save(again);
  await clone.states.resume();
  await counting(target);
  await clone.states.stage(again);
  await clone.states.restore(again);
  await clone.states.resume();
  await counting(target);
  for (const name of names) expect(consoleOf(target, name)).not.toContain('!');
});

test('a lab that began with saved machines saves none for others: its disks are not whole without theirs', async () => {
  await expect(clone.states.saveForClones(join(saved, 'again'), image)).rejects.toThrow(/began with saved machines/);
});

test('the first lab goes, and what was saved with it; the other one stays', async () => {
  await original.stop(silentProgress);
  rmSync(ready, { recursive: true });
  await counting(target);
  await clone.states.suspend();
  await clone.states.resume();
  await counting(target);
});
