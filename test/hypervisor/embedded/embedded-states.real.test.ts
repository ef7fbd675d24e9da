import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { labStateDir } from '../../../host/paths';
import { silentProgress } from '../../../host/progress';
import { run } from '../../../host/run';
import { waitFor } from '../../../host/wait';
import { newIdentity } from '../../../hypervisor/ownership/identity';
import { linksIn } from '../../../hypervisor/network/ip-links';
import { endProcessesIn } from '../../../hypervisor/processes/processes';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';
import { virsh } from '../../../hypervisor/libvirt/virsh';
import { objectNames, resolveLab } from '../../../lib/model';
import { countingDisk, numbersIn } from './counting-guest';
import { at, countingMachineXml, curl, emulatedHypervisor, networkXml } from './real-lab';

// Needs root, the packages of hypervisor/preflight/packages.ts, and LAB_COREDNS.
jest.setTimeout(180_000);

const lab = resolveLab({ name: 'hvstates' });
const paths = labPathsOf(lab.name);
const identity = newIdentity(lab.name);
const hypervisor = emulatedHypervisor(lab, identity);
const { uri, states } = hypervisor;
const names = ['control-plane', 'worker-1'];
const scratch = labStateDir(lab.name);
const pool = join(hypervisor.storageFolder, objectNames(lab.name).pool);
const saved = mkdtempSync(join(tmpdir(), 'hvstates-'));

async function define(command: string, xml: string): Promise<void> {
  const file = join(scratch, `${command}.xml`);
  writeFileSync(file, xml);
  await virsh(uri, command, file);
}

const consoleOf = (name: string): string => readFileSync(join(paths.consoles, `${name}.log`), 'utf8');
const lastNumber = (name: string): number => numbersIn(consoleOf(name)).at(-1) ?? 0;
const stateOf = async (name: string) => (await virsh(uri, 'domstate', `${lab.name}-${name}`)).stdout.trim();
const domain = (name: string) => `${lab.name}-${name}`;
const savedMemory = async (name: string) =>
  /^Managed save:\s+(\S+)$/m.exec((await virsh(uri, 'dominfo', domain(name))).stdout)?.[1];
const statesNow = () => Promise.all(names.map(stateOf));

/** Waits until each machine has counted some numbers from now on. */
async function counting(): Promise<void> {
  const before = names.map(lastNumber);
  const look = async () => {
    const now = names.map(lastNumber);
    const observation = `${now.join(', ')} after ${before.join(', ')}`;
    return { value: now.every((number, index) => number !== before[index] && number > 5) || undefined, observation };
  };
  await waitFor(look, { what: 'the machines to count', deadline: 60, interval: 0.2 });
}

beforeAll(async () => {
  mkdirSync(scratch, { recursive: true });
  await hypervisor.start(silentProgress);
  await define('net-define', networkXml(lab, identity));
  await virsh(uri, 'net-start', `lab-${lab.name}`);
  mkdirSync(pool, { mode: 0o711 });
  writeFileSync(join(pool, 'base.img'), countingDisk(), { mode: 0o644 });
  for (const name of names) {
    const file = join(pool, `${name}.qcow2`);
    await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', 'base.img', file, '64M']);
    await define('define', countingMachineXml(hypervisor, lab, identity, name));
    await virsh(uri, 'start', `${lab.name}-${name}`);
  }
  await hypervisor.connectClients();
  await counting();
});

afterAll(async () => {
  await hypervisor.stop(silentProgress);
  for (const folder of [scratch, saved]) rmSync(folder, { recursive: true, force: true });
});

test('the hardware is told with versions, not with aliases', async () => {
  const { qemu, domainType, machines } = await states.hardware();
  expect(qemu).toMatch(/^\d+\.\d+\.\d+$/);
  expect(domainType).toBe('qemu');
  expect(machines.map(({ name }) => name)).toEqual(names);
  expect(machines[0]).toEqual({
    name: 'control-plane',
    machineType: expect.stringMatching(/^pc-i440fx-\d/),
    processor: 'Westmere',
    cpus: 1,
    memoryKiB: 64 * 1024,
  });
});

test('a machine that runs is not saved: its disk would be of a later moment than its memory', async () => {
  await expect(states.save(saved)).rejects.toThrow(/is running, not paused/);
});

let atPause: number[];

test('paused machines are saved, stay paused, and go on', async () => {
  await states.pause();
  expect(await statesNow()).toEqual(['paused', 'paused']);
  // The log follows the machine by virtlogd.
  await states.save(saved);
  atPause = names.map(lastNumber);
  expect(await statesNow()).toEqual(['paused', 'paused']);
  expect(readdirSync(saved).sort()).toEqual(names.flatMap((name) => [`${name}.memory`, `${name}.qcow2`]).sort());
  for (const { mode, uid } of readdirSync(saved).map((name) => statSync(join(saved, name)))) {
    expect(mode & 0o077).toBe(0);
    expect(uid).toBe(0);
  }
  await states.resume();
  expect(await statesNow()).toEqual(['running', 'running']);
  await counting();
  for (const name of names) expect(consoleOf(name)).not.toContain('!');
});

test('saved memory is packed while the machines run, and is root’s alone', async () => {
  const bytesOf = (suffix: string) => names.map((name) => statSync(join(saved, `${name}.memory${suffix}`)).size);
  const before = bytesOf('');
  await states.pack(saved);
  expect(readdirSync(saved).sort()).toEqual(names.flatMap((name) => [`${name}.memory.lz4`, `${name}.qcow2`]).sort());
  bytesOf('.lz4').forEach((bytes, index) => expect(bytes).toBeLessThan(before[index]!));
  for (const name of names) expect(statSync(join(saved, `${name}.memory.lz4`)).mode & 0o077).toBe(0);
});

test.each([0, 200, 400])(
  'a machine that is being suspended since %i ms goes on: that is ended, or taken back',
  async (milliseconds) => {
    await states.pause();
    const suspending = states.suspend().catch(() => undefined);
    await setTimeout(milliseconds);
    await states.resume();
    // It may have begun only now; a next command waits for what a killed one has left running.
    await suspending;
    await states.resume();
    expect(await statesNow()).toEqual(['running', 'running']);
    for (const name of names) expect(await savedMemory(name)).toBe('no');
    await counting();
  },
);

test('a second pause and a second resume change nothing', async () => {
  await states.pause();
  await states.pause();
  await states.resume();
  await states.resume();
  await counting();
});

test('restored machines have the memory and the disk of that moment, and go on counting from there', async () => {
  const looks = () => readdirSync(saved).map((name) => statSync(join(saved, name)).ctimeMs);
  const before = looks();
  const latest = names.map(lastNumber);
  expect(await states.stagedSize(saved)).toBeGreaterThan(0);
  await states.stage(saved);
  await states.restore(saved);
  expect(await statesNow()).toEqual(['paused', 'paused']);
  await states.resume();
  await counting();
  names.forEach((name, index) => {
    const numbers = numbersIn(consoleOf(name));
    const back = numbers.findIndex((number, at) => number < (numbers[at - 1] ?? 0));
    expect(numbers[back]).toBeGreaterThanOrEqual(atPause[index]!);
    expect(numbers[back]).toBeLessThan(latest[index]!);
    expect(numbers[back]).toBeLessThan(atPause[index]! + 20);
    expect(consoleOf(name)).not.toContain('!');
  });
  // No pipe is left, and nothing was unpacked.
  expect(readdirSync(hypervisor.storageFolder).filter((name) => name.includes('memory'))).toEqual([]);
  // A file that looks as before is known to be as before without being read.
  expect(looks()).toEqual(before);
});

test('machines with the disks of another moment tell that themselves: what the tests above would show', async () => {
  const noticed = () => names.some((name) => consoleOf(name).includes('!'));
  // One that was saved between its look at the number and its next write overwrites what it would notice, so several moments are tried.
  for (let moment = 1; moment <= 4 && !noticed(); moment += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'hvstates-moment-'));
    await states.pause();
    await states.save(folder);
    await states.resume();
    await counting();
    await states.stage(folder);
    // A disk in use is not whole in its file.
    await states.pause();
    for (const name of names)
      await run('cp', [join(pool, `${name}.qcow2`), join(hypervisor.storageFolder, 'reset', `${name}.qcow2`)]);
    await states.restore(folder);
    await states.resume();
    await setTimeout(5000);
    rmSync(folder, { recursive: true });
  }
  expect(noticed()).toBe(true);
}, 300_000);

test('a restore makes the network forget its neighbours, and its servers answer', async () => {
  const stale = ['192.168.56.99', 'lladdr', '02:00:00:00:00:99', 'dev', 'eth0', 'nud', 'reachable'];
  expect((await at(hypervisor, 'lan', 'ip', 'neigh', 'replace', ...stale)).exitCode).toBe(0);
  await endProcessesIn([paths.namespaces.internet]);
  await states.stage(saved);
  await states.restore(saved);
  expect((await at(hypervisor, 'lan', 'ip', 'neigh', 'show', 'nud', 'reachable')).stdout).not.toContain('192.168.56.99');
  const { stdout } = await at(hypervisor, 'gateway', 'ip', '-json', '-details', 'link', 'show', 'master', paths.bridge);
  const ports = linksIn(stdout).filter(({ name }) => name.startsWith('vnet'));
  expect(ports.map(({ portState }) => portState)).toEqual(['forwarding', 'forwarding']);
  await states.resume();
  await counting();
  expect(await curl(hypervisor, 'outside', `http://${lab.internet.sites[0]!.address}/`)).toBe(0);
});

test('suspended machines are off, and go on where they were at the next start', async () => {
  await states.suspend();
  expect(await states.active()).toEqual([]);
  const latest = names.map(lastNumber);
  await hypervisor.rest(silentProgress);
  expect(await hypervisor.isRunning()).toBe(false);
  await hypervisor.start(silentProgress);
  expect(await statesNow()).toEqual(['running', 'running']);
  await counting();
  names.forEach((name, index) => expect(lastNumber(name)).toBeGreaterThan(latest[index]!));
});

test('a stop that was killed half way leaves one machine off and one paused: both go on where they were', async () => {
  await states.pause();
  const latest = names.map(lastNumber);
  await virsh(uri, 'managedsave', domain('worker-1'), '--running');
  expect(await statesNow()).toEqual(['paused', 'shut off']);
  await states.resume();
  expect(await statesNow()).toEqual(['running', 'running']);
  await counting();
  names.forEach((name, index) => expect(lastNumber(name)).toBeGreaterThan(latest[index]!));
  for (const name of names) expect(consoleOf(name).slice(-200)).not.toContain('!');
});

test('a start that was killed half way leaves machines paused: the next one lets them go on, and they can be saved', async () => {
  await states.pause();
  await hypervisor.start(silentProgress);
  expect(await statesNow()).toEqual(['running', 'running']);
  await counting();
  // QEMU opens the disks anew for it, as an account that has only the group of their folder.
  await states.suspend();
  await states.resume();
  await counting();
});

test('after a restore no machine starts from memory that was kept for another disk', async () => {
  await states.pause();
  await virsh(uri, 'managedsave', domain('worker-1'), '--running');
  expect(await savedMemory('worker-1')).toBe('yes');
  await states.stage(saved);
  await states.restore(saved);
  expect(await savedMemory('worker-1')).toBe('no');
  await states.resume();
  await counting();
});

test('machines that were brought back can be saved again, and again, and suspended', async () => {
  await states.stage(saved);
  await states.restore(saved);
  await states.resume();
  await counting();
  for (const time of ['once', 'twice']) {
    const again = join(saved, time);
    mkdirSync(again);
    await states.pause();
    await states.save(again);
    await states.resume();
    await counting();
    rmSync(again, { recursive: true });
  }
  await states.suspend();
  await states.resume();
  await counting();
});
