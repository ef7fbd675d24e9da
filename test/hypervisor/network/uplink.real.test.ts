import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { labStateDir } from '../../../host/paths';
import { silentProgress } from '../../../host/progress';
import { run } from '../../../host/run';
import { EmbeddedHypervisor } from '../../../hypervisor/embedded/embedded';
import { forwardingOf } from '../../../hypervisor/network/forwarding';
import { inNamespace, ip, readSetting, runIn, writeSetting } from '../../../hypervisor/network/namespace';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';
import { endProcessesIn, startDetached } from '../../../hypervisor/processes/processes';
import { hostNameServers } from '../../../hypervisor/network/resolver';
import { newIdentity } from '../../../hypervisor/ownership/identity';
import { resolveLab, type LabDefinition } from '../../../lib/model';
import { at, curl, serve } from '../embedded/real-lab';

// Two namespaces play the host and the world behind it. Needs root and the packages of hypervisor/preflight/packages.ts.
jest.setTimeout(120_000);

const host = 'lab-test-host';
const world = 'lab-test-world';
const paths = labPathsOf('hvuplink');
const identity = newIdentity('hvuplink');
const hypervisorOf = (internet: LabDefinition['internet']) =>
  new EmbeddedHypervisor(resolveLab({ name: 'hvuplink', internet }), {
    domainType: 'qemu',
    identity,
    internet: 'uplink',
    host,
    coredns: () => Promise.reject(new Error('not needed')),
  });
const hypervisor = hypervisorOf({});

const site = '192.0.2.80';
const nameServer = String(hostNameServers()[0]);
/** What is not the public internet, each with the address at which a web server answers. */
const notPublic = {
  'the host by its address on the link': '198.51.100.254',
  'the host by its address in its own network': '10.99.0.1',
  'another host of that network': '10.99.0.2',
  'a neighbour that has a public address': '203.0.113.2',
  "a cloud's metadata service": '169.254.169.254',
};

const inWorld = { command: (_from: unknown, argv: readonly string[]) => inNamespace(world, argv) };
const inHost = { command: (_from: unknown, argv: readonly string[]) => inNamespace(host, argv) };
/** As the lab's machines leave it: from the gateway. And the outside user, who stands beside it. */
const reached = (address: string, from: 'gateway' | 'outside' = 'gateway') => curl(hypervisor, from, `http://${address}/`);

beforeAll(async () => {
  mkdirSync(labStateDir('hvuplink'), { recursive: true });
  for (const name of [host, world]) await run('ip', ['netns', 'add', name]);
  await ip(host, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', world);
  await ip(host, 'link', 'add', 'eth1', 'type', 'bridge');
  for (const address of ['10.99.0.1/24', '203.0.113.1/29']) await ip(host, 'address', 'add', address, 'dev', 'eth0');
  for (const address of ['10.99.0.2/24', '203.0.113.2/29']) await ip(world, 'address', 'add', address, 'dev', 'eth0');
  for (const address of [site, nameServer, notPublic["a cloud's metadata service"]])
    await ip(world, 'address', 'add', `${address}/32`, 'dev', 'lo');
  for (const name of [host, world]) for (const device of ['lo', 'eth0']) await ip(name, 'link', 'set', device, 'up');
  await ip(host, 'route', 'add', 'default', 'via', '10.99.0.2');
  await writeSetting(host, 'net/ipv4/ip_forward', '0');
  for (const address of [site, nameServer, ...Object.values(notPublic).slice(2)])
    await serve(inWorld, 'outside', address, join(paths.logs, 'world.log'));
  const listener = `require('node:net').createServer((socket) => socket.end('a name')).listen(53, '${nameServer}')`;
  await startDetached(inNamespace(world, [process.execPath, '-e', listener]), join(paths.logs, 'names.log'));
  await hypervisor.start(silentProgress);
  for (const address of Object.values(notPublic).slice(0, 2))
    await serve(inHost, 'outside', address, join(paths.logs, 'host.log'));
});

afterAll(async () => {
  await hypervisor.stop(silentProgress);
  await endProcessesIn([host, world]);
  for (const name of [host, world]) await run('ip', ['netns', 'delete', name]);
  rmSync(labStateDir('hvuplink'), { recursive: true, force: true });
});

test('the lab reaches the world under the address of its host', async () => {
  const { stdout } = await at(hypervisor, 'gateway', 'curl', '-s', '-m', '5', `http://${site}/`);
  expect(stdout).toContain('as seen here: 10.99.0.1');
  expect(await reached(site, 'outside')).toBe(0);
});

test.each(Object.entries(notPublic))('the lab does not reach %s', async (_what, address) => {
  expect(await reached(address)).toBe(28);
  expect(await reached(address, 'outside')).toBe(28);
});

test('of a name server the lab reaches the port for names, and no other', async () => {
  expect((await at(hypervisor, 'gateway', 'curl', '-s', '-m', '3', `telnet://${nameServer}:53`)).stdout).toBe('a name');
  expect(await reached(nameServer)).toBe(28);
});

test('the gateway asks the name servers of the host', async () => {
  expect((await at(hypervisor, 'gateway', 'cat', '/etc/resolv.conf')).stdout).toMatch(/^nameserver (?!127\.)/m);
});

test('start again changes nothing', async () => {
  const before = (await runIn(host, ['nft', 'list', 'ruleset'])).stdout;
  await hypervisor.start(silentProgress);
  expect((await runIn(host, ['nft', 'list', 'ruleset'])).stdout).toBe(before);
});

test('the host forwards for the lab, and between no other networks of its own', async () => {
  const forwarding = (name: string) => readSetting(host, forwardingOf(name));
  expect(await Promise.all(['lk-hvuplink', 'eth0', 'eth1'].map(forwarding))).toEqual(['1', '1', '0']);
});

test('a definition that says everything opens it all', async () => {
  const open = hypervisorOf({ reach: 'everything' });
  await open.start(silentProgress);
  expect(await Promise.all(Object.values(notPublic).map((address) => reached(address)))).toEqual([0, 0, 0, 0, 0]);
  await hypervisor.start(silentProgress);
  expect(await reached(notPublic['another host of that network'])).toBe(28);
});

test('stop leaves the host as it was', async () => {
  await hypervisor.stop(silentProgress);
  await hypervisor.stop(silentProgress);
  expect(await readSetting(host, forwardingOf('eth0'))).toBe('0');
  expect(await readSetting(host, 'net/ipv4/ip_forward')).toBe('0');
  expect((await runIn(host, ['nft', 'list', 'ruleset'])).stdout).toBe('');
  const links = (await ip(host, '-oneline', 'link', 'show')).stdout.split('\n').map((line) => line.split(/[:@] ?/)[1]);
  expect(links.sort()).toEqual(['eth0', 'eth1', 'lo']);
});
