import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labStateDir } from '../../../host/paths';
import { silentProgress } from '../../../host/progress';
import { run } from '../../../host/run';
import { waitFor } from '../../../host/wait';
import { type Inventory, inventory } from '../../../hypervisor/inventory';
import { difference, newThings } from '../../../hypervisor/inventory-difference';
import { daemonProcess } from '../../../hypervisor/embedded/libvirt-daemon';
import { ip, writeSetting } from '../../../hypervisor/network/namespace';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';
import { processesIn } from '../../../hypervisor/processes/processes';
import { newIdentity } from '../../../hypervisor/ownership/identity';
import { virsh, virshNames } from '../../../hypervisor/libvirt/virsh';
import { resolveLab } from '../../../lib/model';
import { at, curl, emulatedHypervisor, machineXml, networkXml, serve } from './real-lab';

// Needs root, the packages of hypervisor/preflight/packages.ts, dig, and in LAB_COREDNS the path of a CoreDNS program.
jest.setTimeout(120_000);

const lab = resolveLab({ name: 'hvtest', dns: { upstreams: ['8.8.8.8'], clusterForwarders: ['1.1.1.1', '.50'] } });
const paths = labPathsOf(lab.name);
const identity = newIdentity(lab.name);
const hypervisor = emulatedHypervisor(lab, identity);
const { uri } = hypervisor;
let before: Inventory;

async function define(command: string, xml: string): Promise<void> {
  const file = join(labStateDir(lab.name), `${command}.xml`);
  writeFileSync(file, xml);
  await virsh(uri, command, file);
}
const timeServers = async (): Promise<string> => (await at(hypervisor, 'gateway', 'ss', '-Hlun', 'sport', '=', '123')).stdout;
const emulators = async () => (await processesIn(paths.namespaces.gateway)).map(String).sort();

beforeAll(async () => {
  mkdirSync(labStateDir(lab.name), { recursive: true });
  before = await inventory(lab, hypervisor);
  await hypervisor.start(silentProgress);
});

afterAll(async () => {
  await hypervisor.stop(silentProgress);
  rmSync(labStateDir(lab.name), { recursive: true, force: true });
});

test('a private libvirt answers', async () => {
  expect(await hypervisor.isRunning()).toBe(true);
  expect(await virshNames(uri, 'list', '--all', '--name')).toEqual([]);
});

test('the gateway tells the time, whoever asks from inside', async () => {
  expect(await timeServers()).toContain('0.0.0.0:123');
});

test('the client joins the network that Terraform makes', async () => {
  await define('net-define', networkXml(lab, identity));
  await virsh(uri, 'net-start', `lab-${lab.name}`);
  await hypervisor.connectClients();
  await hypervisor.connectClients();
  const { stdout } = await at(hypervisor, 'lan', 'ip', '-4', '-br', 'address', 'show', 'eth0');
  expect(stdout).toContain('192.168.56.10/24');
});

test('an outside name resolves through the gateway, and one that does not exist is said not to', async () => {
  const known = await at(hypervisor, 'lan', 'dig', '+short', '@192.168.56.1', 'github.com');
  expect(known.stdout).toBe('203.0.113.80');
  expect((await at(hypervisor, 'lan', 'dig', '@192.168.56.1', 'no-such-name.example')).stdout).toContain('status: NXDOMAIN');
  expect((await at(hypervisor, 'lan', 'dig', '@192.168.56.1', 'github.com', 'AAAA')).stdout).toMatch(
    /status: NOERROR.*ANSWER: 0/s,
  );
});

test.each(['8.8.8.8', '1.1.1.1'])('the public name server %s, which the lab asks, is played', async (server) => {
  const ask = (...words: string[]) => at(hypervisor, 'lan', 'dig', '+time=3', '+tries=2', `@${server}`, ...words);
  expect((await ask('+short', 'github.com')).stdout).toBe('203.0.113.80');
  expect((await ask('+tcp', '+short', 'github.com')).stdout).toBe('203.0.113.80');
  expect((await ask('intranet.company.internal')).stdout).toContain('status: NXDOMAIN');
});

test('the lab reaches an outside web site under the address of its gateway', async () => {
  expect((await at(hypervisor, 'gateway', 'curl', '-s', '-m', '5', 'http://github.com/')).stdout).toContain('Host: github.com');
  expect((await at(hypervisor, 'lan', 'curl', '-s', '-m', '5', 'http://203.0.113.80/')).stdout).toContain(
    'as seen here: 198.51.100.1',
  );
  expect((await at(hypervisor, 'outside', 'curl', '-s', '-m', '5', 'http://github.com/')).stdout).toContain(
    'as seen here: 198.51.100.20',
  );
});

test('from outside the load balancer address is reached and nothing else', async () => {
  await ip(paths.namespaces.lan, 'address', 'add', '192.168.56.60/32', 'dev', 'eth0');
  await serve(hypervisor, 'lan', '192.168.56.60', join(paths.logs, 'pool.log'));
  await serve(hypervisor, 'lan', '192.168.56.10', join(paths.logs, 'client.log'));
  expect(await curl(hypervisor, 'outside', 'http://192.168.56.60/')).toBe(0);
  expect(await curl(hypervisor, 'outside', 'http://192.168.56.10/')).toBe(28);
  // The name server's TCP port, open from inside: curl gets an answer that is no HTTP, or a timeout without a word of it.
  expect(await curl(hypervisor, 'lan', 'telnet://192.168.56.1:53')).toBe(28);
  expect((await at(hypervisor, 'lan', 'dig', '+tcp', '+short', '@192.168.56.1', 'github.com')).stdout).toBe('203.0.113.80');
  expect(
    (await at(hypervisor, 'outside', 'dig', '+tcp', '+time=2', '+tries=1', '@192.168.56.1', 'github.com')).exitCode,
  ).not.toBe(0);
});

test('an address that nobody announces any more is soon not reached from outside, though somebody asks all the time', async () => {
  const announce = (ignore: string) => writeSetting(paths.namespaces.lan, 'net/ipv4/conf/eth0/arp_ignore', ignore);
  // 8: answer for no address (https://docs.kernel.org/networking/ip-sysctl.html).
  await announce('8');
  const until = (expected: number, what: string) =>
    waitFor(
      async () => {
        const exitCode = await curl(hypervisor, 'outside', 'http://192.168.56.60/');
        return { value: exitCode === expected ? true : undefined, observation: `curl ended with ${exitCode}` };
      },
      { what, deadline: 30, interval: 0.2 },
    );
  await until(28, 'the gateway to forget the address');
  await announce('0');
  // The first question may still be answered by the gateway that it finds nobody.
  await until(0, 'the address to be reached again');
});

test('a machine runs, and its console is logged', async () => {
  await define('define', machineXml(lab, 'worker-1', paths.inside.consoles, identity));
  await virsh(uri, 'start', `${lab.name}-worker-1`);
  expect(hypervisor.consoleLogs()).toEqual([join(paths.consoles, 'worker-1.log')]);
});

test('start twice changes nothing', async () => {
  const running = await emulators();
  await hypervisor.start(silentProgress);
  expect(await emulators()).toEqual(running);
});

test('machines survive the death of libvirtd, and start brings it back', async () => {
  const daemon = (await daemonProcess(paths))!;
  const others = (await emulators()).filter((pid) => pid !== String(daemon));
  process.kill(daemon, 'SIGKILL');
  await waitFor(async () => ({ value: (await hypervisor.isRunning()) ? undefined : true, observation: 'it runs' }), {
    what: 'its death',
    deadline: 10,
  });
  await hypervisor.start(silentProgress);
  expect(await emulators()).toEqual(expect.arrayContaining(others));
  expect(await virshNames(uri, 'list', '--name')).toEqual([`${lab.name}-worker-1`]);
});

test('start brings back the network and the machines after everything was killed', async () => {
  for (const namespace of Object.values(paths.namespaces))
    for (const pid of await processesIn(namespace)) process.kill(pid, 'SIGKILL');
  for (const namespace of Object.values(paths.namespaces)) await run('ip', ['netns', 'delete', namespace]);
  await hypervisor.start(silentProgress);
  await hypervisor.connectClients();
  expect(await virshNames(uri, 'list', '--name')).toEqual([`${lab.name}-worker-1`]);
  expect((await at(hypervisor, 'lan', 'dig', '+short', '@192.168.56.1', 'github.com')).stdout).toBe('203.0.113.80');
  expect(await timeServers()).toContain('0.0.0.0:123');
});

test('a running lab differs from the machine as it was before', async () => {
  const found = difference(before, await inventory(lab, hypervisor));
  expect(found).toEqual(
    expect.arrayContaining([`network namespace ${paths.namespaces.lan}`, `virtual machine ${lab.name}-worker-1`]),
  );
  expect(found).toEqual(expect.arrayContaining([expect.stringMatching(/^process .*libvirtd/)]));
});

test('stop leaves nothing, and a second one is fine', async () => {
  await hypervisor.stop(silentProgress);
  await hypervisor.stop(silentProgress);
  expect(await hypervisor.isRunning()).toBe(false);
  rmSync(labStateDir(lab.name), { recursive: true });
  const after = await inventory(lab, hypervisor);
  expect(difference(before, after)).toEqual([]);
  // Whatever is new on this machine belongs to another lab, started or stopped meanwhile.
  expect(newThings(before, after).filter((thing) => !/lab-(?!hvtest-)|\/\.lab\/(?!hvtest)/.test(thing))).toEqual([]);
});
