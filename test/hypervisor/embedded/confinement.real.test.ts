import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { labStateDir } from '../../../host/paths';
import { silentProgress } from '../../../host/progress';
import { tryRun } from '../../../host/run';
import { waitFor } from '../../../host/wait';
import { cgroupFolder, cgroupProcesses } from '../../../hypervisor/processes/cgroup';
import { largestFile } from '../../../hypervisor/preflight/disk-room';
import { newIdentity } from '../../../hypervisor/ownership/identity';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';
import { commandLine, processesIn } from '../../../hypervisor/processes/processes';
import { virsh } from '../../../hypervisor/libvirt/virsh';
import { resolveLab } from '../../../lib/model';
import { floodingDisk, poolXml, providerDomainXml, transformations, transformed } from '../libvirt/provider-xml';
import { emulatedHypervisor, networkXml } from './real-lab';

// What the lab's programs may do to this machine. Needs root, the packages of hypervisor/preflight/packages.ts, and LAB_COREDNS.
jest.setTimeout(180_000);

/** A folder that everybody may look into, with one of the lab's name that was there before the lab. */
const labs = mkdtempSync(join(tmpdir(), 'hvtight-'));
const lab = resolveLab({ name: 'hvtight', hypervisor: { storage: labs } });
const paths = labPathsOf(lab.name);
const identity = newIdentity(lab.name);
const hypervisor = emulatedHypervisor(lab, identity);
const { uri, storageFolder, terraformVariables: variables } = hypervisor;
const domain = `${lab.name}-worker-1`;
/** The pool's folder as this machine sees it. */
const poolFolder = join(storageFolder, basename(variables.storage_path!));
const scratch = labStateDir(lab.name);

async function define(command: string, xml: string): Promise<void> {
  const file = join(scratch, `${command}.xml`);
  writeFileSync(file, xml);
  await virsh(uri, command, file);
}

const running = async (): Promise<number[]> =>
  (await Promise.all([paths.namespaces.gateway, paths.namespaces.internet].map(processesIn))).flat();
const programOf = (pid: number): string => basename(commandLine(pid)[0] ?? '');

/** Lines of proc_pid_status(5): `Uid`, `CapEff`, `NoNewPrivs`, `Seccomp`. */
const statusOf = (pid: number, key: string): string =>
  new RegExp(`^${key}:\\s+(\\S+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]!;

const asSomebody = (...argv: string[]) =>
  tryRun('setpriv', ['--reuid', '65534', '--regid', '65534', '--clear-groups', ...argv], { timeout: 10_000 });

beforeAll(async () => {
  mkdirSync(scratch, { recursive: true });
  await hypervisor.start(silentProgress);
  // A folder that holds something before the lab has marked it is somebody else's.
  mkdirSync(poolFolder, { recursive: true });
  for (const folder of [labs, poolFolder]) chmodSync(folder, 0o755);
  const xslt = await transformations(lab, variables, join(scratch, 'transformations'));
  await define('net-define', networkXml(lab));
  await virsh(uri, 'net-start', `lab-${lab.name}`);
  await define('pool-define', await transformed(poolXml(lab, variables.storage_path!), xslt.pool, scratch));
  await virsh(uri, 'pool-build', `lab-${lab.name}`);
  await virsh(uri, 'pool-start', `lab-${lab.name}`);
  // The mode that the provider gives to every volume.
  writeFileSync(join(poolFolder, 'disk.img'), floodingDisk(), { mode: 0o644 });
  writeFileSync(join(poolFolder, 'seed.iso'), 'the key of the authority', { mode: 0o644 });
  await virsh(uri, 'pool-refresh', `lab-${lab.name}`);
  await define('define', await transformed(providerDomainXml(lab, variables.storage_path!), xslt.domain, scratch));
  await virsh(uri, 'start', domain);
});

afterAll(async () => {
  await hypervisor.stop(silentProgress);
  for (const folder of [scratch, labs]) rmSync(folder, { recursive: true, force: true });
});

test('libvirtd alone has privileges; QEMU and the servers that machines talk to are other accounts', async () => {
  const pids = await running();
  const facts = pids.map((pid) => ({
    program: programOf(pid),
    Uid: statusOf(pid, 'Uid'),
    CapEff: statusOf(pid, 'CapEff'),
    NoNewPrivs: statusOf(pid, 'NoNewPrivs'),
    Seccomp: statusOf(pid, 'Seccomp'),
  }));
  process.stdout.write(`${facts.map((fact) => Object.values(fact).join('\t')).join('\n')}\n`);
  const named = (name: RegExp) => facts.filter(({ program }) => name.test(program));
  for (const name of [/^libvirtd$/, /^virtlogd$/, /^qemu-/, /^coredns$/, /^node$/, /^dnsmasq$/])
    expect([name, named(name).length]).not.toEqual([name, 0]);
  expect(named(/^qemu-/)).toEqual([
    expect.objectContaining({ Uid: '64055', CapEff: '0000000000000000', NoNewPrivs: '1', Seccomp: '2' }),
  ]);
  for (const server of named(/^(coredns|node)$/))
    expect(server).toMatchObject({ Uid: '65534', CapEff: '0000000000000000', NoNewPrivs: '1' });
  // dnsmasq gives itself up to CAP_NET_BIND_SERVICE; virtlogd owns the logs, which are root's.
  const none = '0000000000000000';
  expect(facts.filter(({ CapEff }) => CapEff !== none).map(({ program, CapEff }) => `${program} ${CapEff}`)).toEqual([
    expect.stringMatching(/^libvirtd /),
    'dnsmasq 0000000000000400',
  ]);
  expect(facts.flatMap(({ program, Uid }) => (Uid === '0' ? [program] : [])).sort()).toEqual(['libvirtd', 'virtlogd']);
});

test('the servers that answer to the machines see nothing of the environment that started them', async () => {
  const servers = (await running()).filter((pid) => /^(coredns|node)$/.test(programOf(pid)));
  for (const pid of servers) {
    const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .filter(Boolean)
      .map((entry) => entry.split('=')[0]);
    expect(names).toEqual(['PATH']);
  }
});

test('a machine has the devices it uses, and QEMU opens nothing else for it', async () => {
  const xml = (await virsh(uri, 'dumpxml', domain)).stdout;
  expect(xml).not.toMatch(/<(graphics|video|channel|sound|tpm|redirdev|hostdev)\b/);
  expect(xml).toMatch(/<controller type='usb' index='0' model='none'/);
  expect(xml).toContain("<memballoon model='none'/>");
  expect(xml).not.toContain('virtio-serial');
  const [qemu] = (await running()).filter((pid) => programOf(pid).startsWith('qemu-'));
  const devices = commandLine(qemu!).flatMap((word, index, words) =>
    words[index - 1] === '-device' ? [(JSON.parse(word) as { driver: string }).driver] : [],
  );
  expect(devices.sort()).toEqual(['ide-cd', 'isa-serial', 'virtio-blk-pci', 'virtio-net-pci', 'virtio-rng-pci']);
  // A /dev of its own, in which the host's disks are not.
  const nodes = readdirSync(`/proc/${qemu}/root/dev`).filter((name) =>
    statSync(`/proc/${qemu}/root/dev/${name}`).isBlockDevice(),
  );
  expect(nodes).toEqual([]);
});

test("another account of this machine cannot read a seed, wherever the lab's storage is", async () => {
  const seed = join(poolFolder, 'seed.iso');
  expect(readFileSync(seed, 'utf8')).toBe('the key of the authority');
  expect((await asSomebody('cat', seed)).stderr).toContain('Permission denied');
  // On a system libvirt only the pool's own folder is the lab's.
  chmodSync(storageFolder, 0o755);
  expect((await asSomebody('ls', storageFolder)).exitCode).toBe(0);
  expect((await asSomebody('cat', seed)).stderr).toContain('Permission denied');
  expect((await asSomebody('ls', poolFolder)).exitCode).not.toBe(0);
});

test('all programs of the lab are in one control group, and QEMU can write no file without end', async () => {
  const folder = cgroupFolder(paths)!;
  expect(cgroupProcesses(folder).sort()).toEqual((await running()).sort());
  const [qemu] = (await running()).filter((pid) => programOf(pid).startsWith('qemu-'));
  expect(readFileSync(`/proc/${qemu}/limits`, 'utf8')).toMatch(
    new RegExp(`^Max file size +${largestFile(lab)} +${largestFile(lab)} `, 'm'),
  );
});

test('a machine that writes to its console without end fills 8 MiB and no more', async () => {
  const sizes = () => readdirSync(paths.consoles).map((name) => ({ name, bytes: statSync(join(paths.consoles, name)).size }));
  const oldest = join(paths.consoles, 'worker-1.log.2');
  const inode = () => (existsSync(oldest) ? statSync(oldest).ino : undefined);
  let first: number | undefined;
  // The first one there is thrown away by the next: then more was written than is kept.
  await waitFor(
    async () => {
      first ??= inode();
      return { value: first !== undefined && inode() !== first ? true : undefined, observation: JSON.stringify(sizes()) };
    },
    { what: 'the console to have more than is kept', deadline: 150, interval: 0.2 },
  );
  const kept = sizes().reduce((sum, { bytes }) => sum + bytes, 0);
  expect(kept).toBeGreaterThan(6 * 1024 ** 2);
  expect(kept).toBeLessThanOrEqual(8 * 1024 ** 2);
  expect(hypervisor.consoleLogs()).toEqual([join(paths.consoles, 'worker-1.log')]);
});

test('stop removes the control group', async () => {
  await hypervisor.stop(silentProgress);
  expect(existsSync(cgroupFolder(paths)!)).toBe(false);
});
