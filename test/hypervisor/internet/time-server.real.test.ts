import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryRun } from '../../../host/run';
import { newIdentity } from '../../../hypervisor/ownership/identity';
import { gatewayRules, uplink } from '../../../hypervisor/network/firewall';
import { ensureNamespace, ip, removeNamespace, runIn } from '../../../hypervisor/network/namespace';
import { type LabPaths, labPathsOf } from '../../../hypervisor/port/lab-paths';
import { commandLine, endProcessesIn, processesIn } from '../../../hypervisor/processes/processes';
import { startTimeServer } from '../../../hypervisor/internet/time-server';
import { resolveLab } from '../../../lib/model';

// Needs root and the packages of hypervisor/preflight/packages.ts.
jest.setTimeout(120_000);

const lab = resolveLab({ name: 'timetest' });
const logs = mkdtempSync(join(tmpdir(), 'time-server-'));
const paths: LabPaths = { ...labPathsOf(lab.name), logs, runtime: logs, internet: join(logs, 'internet') };
const { gateway, lan, outside } = paths.namespaces;

/** One question (RFC 4330), asked with nothing of ours: the answer in hexadecimal digits, empty where there is none in three seconds. */
async function ask(from: string, address: string, question = '23' + '00'.repeat(39) + '0102030405060708'): Promise<string> {
  const program = `
    const socket = require('node:dgram').createSocket('udp4');
    socket.on('message', (answer) => { process.stdout.write(answer.toString('hex')); process.exit(); });
    socket.send(Buffer.from('${question}', 'hex'), 123, '${address}');
    setTimeout(() => process.exit(), 3000);`;
  return (await tryRun('ip', ['netns', 'exec', from, process.execPath, '-e', program], { timeout: 20_000 })).stdout;
}

/** An interface pair between the gateway and another namespace. */
async function plug(end: string, name: string, gatewayAddress: string, address: string): Promise<void> {
  await ip(gateway, 'link', 'add', name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', end);
  await ip(gateway, 'address', 'add', `${gatewayAddress}/24`, 'dev', name);
  await ip(end, 'address', 'add', `${address}/24`, 'dev', 'eth0');
  await ip(gateway, 'link', 'set', name, 'up');
  await ip(end, 'link', 'set', 'eth0', 'up');
}

const identity = newIdentity(lab.name);

beforeAll(async () => {
  for (const namespace of [gateway, lan, outside]) await ensureNamespace(namespace, identity, {});
  await runIn(gateway, ['nft', '-f', '-'], { input: gatewayRules(lab, paths) });
  await startTimeServer(paths);
  // The machines' bridge comes after the server, as in a lab.
  await plug(lan, paths.bridge, String(lab.network.gateway), String(lab.network.client));
  await plug(outside, uplink, String(lab.internet.gateway), String(lab.internet.client));
});

afterAll(async () => {
  await endProcessesIn([gateway]);
  for (const namespace of [gateway, lan, outside]) await removeNamespace(namespace, identity);
  rmSync(logs, { recursive: true });
});

test('the gateway tells the host’s time, and whose question it answers', async () => {
  const answer = Buffer.from(await ask(lan, String(lab.network.gateway)), 'hex');
  const time = (offset: number) => answer.readUInt32BE(offset) - 2_208_988_800 + answer.readUInt32BE(offset + 4) / 2 ** 32;
  // Version 4, mode 4 (RFC 5905, figure 8).
  expect([answer.length, answer[0], answer[1]]).toEqual([48, 0x24, 10]);
  expect(answer.subarray(24, 32).toString('hex')).toBe('0102030405060708');
  for (const offset of [16, 32, 40]) expect(Math.abs(time(offset) - Date.now() / 1000)).toBeLessThan(2);
});

test.each([
  ['an answer of another server', '24' + '00'.repeat(47)],
  ['half a packet', '23' + '00'.repeat(20)],
  ['a control message', '16' + '00'.repeat(47)],
])('%s gets no answer', async (_what, packet) => {
  expect(await ask(lan, String(lab.network.gateway), packet)).toBe('');
});

test('from the uplink nobody is answered', async () => {
  await ip(outside, 'route', 'replace', String(lab.network.cidr), 'via', String(lab.internet.gateway));
  expect(await ask(outside, String(lab.internet.gateway))).toBe('');
  expect(await ask(outside, String(lab.network.gateway))).toBe('');
});

test('it is nobody, and a second start finds it', async () => {
  const servers = async () =>
    (await processesIn(gateway)).filter((pid) => commandLine(pid).some((word) => word.endsWith('ntp-server.mjs')));
  const before = await servers();
  expect(before).toHaveLength(1);
  const status = readFileSync(`/proc/${before[0]}/status`, 'utf8');
  expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
  expect(status).toMatch(/^CapEff:\t0+$/m);
  expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  expect(readFileSync(`/proc/${before[0]}/environ`, 'utf8')).toMatch(/^PATH=[^\0]*\0$/);
  await startTimeServer(paths);
  expect(await servers()).toEqual(before);
});
