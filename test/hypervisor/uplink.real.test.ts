import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { labStateDir } from '../../host/paths';
import { silentProgress } from '../../host/progress';
import { run } from '../../host/run';
import { EmbeddedHypervisor } from '../../hypervisor/embedded';
import { inNamespace, ip, readSetting, runIn, writeSetting } from '../../hypervisor/namespace';
import { placesOf } from '../../hypervisor/places';
import { endProcessesIn } from '../../hypervisor/processes';
import { newIdentity } from '../../hypervisor/identity';
import { resolveLab } from '../../lib/model';
import { at, curl, serve } from './real-lab';

// Two namespaces play the host and the world behind it. Needs root and the packages of hypervisor/packages.ts.
jest.setTimeout(120_000);

const host = 'lab-test-host';
const world = 'lab-test-world';
const lab = resolveLab({ name: 'hvuplink' });
const places = placesOf(lab.name);
const identity = newIdentity(lab.name);
const hypervisor = new EmbeddedHypervisor(lab, {
  domainType: 'qemu',
  identity,
  internet: 'uplink',
  host,
  coredns: () => Promise.reject(new Error('not needed')),
});

beforeAll(async () => {
  mkdirSync(labStateDir(lab.name), { recursive: true });
  for (const name of [host, world]) await run('ip', ['netns', 'add', name]);
  await ip(host, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', world);
  await ip(host, 'address', 'add', '10.99.0.1/24', 'dev', 'eth0');
  await ip(world, 'address', 'add', '10.99.0.2/24', 'dev', 'eth0');
  for (const name of [host, world]) for (const device of ['lo', 'eth0']) await ip(name, 'link', 'set', device, 'up');
  await writeSetting(host, 'net/ipv4/ip_forward', '0');
  await serve({ command: (_from, argv) => inNamespace(world, argv) }, 'outside', '10.99.0.2', join(places.logs, 'world.log'));
  await hypervisor.start(silentProgress);
});

afterAll(async () => {
  await hypervisor.stop(silentProgress);
  await endProcessesIn([host, world]);
  for (const name of [host, world]) await run('ip', ['netns', 'delete', name]);
  rmSync(labStateDir(lab.name), { recursive: true, force: true });
});

test('the lab reaches the world under the address of its host', async () => {
  const { stdout } = await at(hypervisor, 'gateway', 'curl', '-s', '-m', '5', 'http://10.99.0.2/');
  expect(stdout).toContain('as seen here: 10.99.0.1');
  expect(await curl(hypervisor, 'outside', 'http://10.99.0.2/')).toBe(0);
});

test('the gateway asks the name servers of the host', async () => {
  expect((await at(hypervisor, 'gateway', 'cat', '/etc/resolv.conf')).stdout).toMatch(/^nameserver (?!127\.)/m);
});

test('start again changes nothing', async () => {
  await hypervisor.start(silentProgress);
  const { stdout } = await runIn(host, ['nft', 'list', 'ruleset']);
  expect(stdout.match(/masquerade/g)).toHaveLength(1);
});

test('stop leaves the host as it was', async () => {
  expect(await readSetting(host, 'net/ipv4/ip_forward')).toBe('1');
  await hypervisor.stop(silentProgress);
  await hypervisor.stop(silentProgress);
  expect(await readSetting(host, 'net/ipv4/ip_forward')).toBe('0');
  expect((await runIn(host, ['nft', 'list', 'ruleset'])).stdout).toBe('');
  expect((await ip(host, '-oneline', 'link', 'show')).stdout.split('\n').map((line) => line.split(/[:@] ?/)[1])).toEqual([
    'lo',
    'eth0',
  ]);
});
