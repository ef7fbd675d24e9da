import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { labFiles } from '../../../host/lab-files';
import { type RunResult, tryRun } from '../../../host/run';
import { waitFor } from '../../../host/wait';
import { EmbeddedHypervisor } from '../../../hypervisor/embedded/embedded';
import { gatewayRules, uplink } from '../../../hypervisor/network/firewall';
import { ensureNamespace, inNamespace, ip, removeNamespace, runIn, writeSetting } from '../../../hypervisor/network/namespace';
import { newIdentity } from '../../../hypervisor/ownership/identity';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';
import { commandLine, endProcessesIn, processesIn, startDetached } from '../../../hypervisor/processes/processes';
import { resolveLab } from '../../../lib/model';
import { hostKeyName } from '../../../lib/render';
import { connectorProgram } from '../../../operations/connections/connector';
import { type OfferedProxy, proxy } from '../../../operations/proxy';
import { forward } from '../../../operations/forward';
import { ensureSecrets } from '../../../operations/secrets/lab-secrets';
import { RunningLab } from '../running-lab';

// A lab's network of namespaces that this test makes, reached with real curl from this machine's own. Needs root.
jest.setTimeout(120_000);

const lab = resolveLab({ name: 'waytest' });
const paths = labPathsOf(lab.name);
const identity = newIdentity(lab.name);
const { gateway, lan, outside, internet: node } = paths.namespaces;
const running = new RunningLab(lab);
const { context } = running;

/** The lab's own, which says that it runs: no libvirt is needed to reach a network. */
class Namespaces extends EmbeddedHypervisor {
  override isRunning = () => Promise.resolve(true);
}
const hypervisor = new Namespaces(lab, {
  domainType: 'qemu',
  identity,
  internet: 'simulated',
  coredns: () => Promise.reject(new Error('not needed')),
});

/** Plugs a namespace into a bridge of the gateway, or into the gateway itself. */
async function plug(end: string, name: string, addresses: readonly string[], bridge?: string): Promise<void> {
  await ip(gateway, 'link', 'add', name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', end);
  if (bridge) await ip(gateway, 'link', 'set', name, 'master', bridge);
  await ip(gateway, 'link', 'set', name, 'up');
  for (const address of addresses) await ip(end, 'address', 'add', address, 'dev', 'eth0');
  await ip(end, 'link', 'set', 'eth0', 'up');
}

beforeAll(async () => {
  for (const namespace of [gateway, lan, outside, node]) await ensureNamespace(namespace, identity, {});
  await ip(gateway, 'link', 'add', paths.bridge, 'type', 'bridge');
  await ip(gateway, 'address', 'add', '192.168.56.1/24', 'dev', paths.bridge);
  await ip(gateway, 'link', 'set', paths.bridge, 'up');
  await plug(lan, 'lan', ['192.168.56.10/24'], paths.bridge);
  await plug(node, 'node', ['192.168.56.31/24', '192.168.56.50/24', '192.168.56.60/24'], paths.bridge);
  await plug(outside, uplink, ['198.51.100.20/24']);
  await ip(gateway, 'address', 'add', '198.51.100.1/24', 'dev', uplink);
  // The Service's, the pod's and CoreDNS' addresses are on the node alone.
  for (const address of ['10.96.0.100/32', '10.96.0.10/32', '20.96.2.5/32'])
    await ip(node, 'address', 'add', address, 'dev', 'lo');
  await ip(node, 'route', 'add', 'default', 'via', '192.168.56.1');
  await ip(lan, 'route', 'add', 'default', 'via', '192.168.56.1');
  await ip(outside, 'route', 'add', 'default', 'via', '198.51.100.1');
  await runIn(gateway, ['nft', '-f', '-'], { input: gatewayRules(lab, paths) });
  await writeSetting(gateway, 'net/ipv4/ip_forward', '1');

  const secrets = await ensureSecrets(lab, context.stateDir);
  const words = [
    join(__dirname, 'lab-in-a-namespace.mjs'),
    join(secrets.folder, hostKeyName('worker-1', 'key')),
    `${secrets.sshKey}.pub`,
  ];
  const log = join(context.stateDir, 'machines.log');
  await startDetached(inNamespace(node, [process.execPath, ...words]), log);
  await waitFor(
    async () => ({ value: readFileSync(log, 'utf8').includes('ready') || undefined, observation: readFileSync(log, 'utf8') }),
    { what: 'the machines', deadline: 30, interval: 0.1 },
  );
});

afterAll(async () => {
  await endProcessesIn([gateway, lan, outside, node]);
  for (const namespace of [gateway, lan, outside, node]) await removeNamespace(namespace, identity);
  rmSync(paths.runtime, { recursive: true, force: true });
  running.remove();
});

/** Offers the lab from a place, and ends it when the work is done. */
async function offered(from: string, work: (offered: OfferedProxy) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  let ready: (offered: OfferedProxy) => void;
  const listening = new Promise<OfferedProxy>((resolve) => (ready = resolve));
  const own = { ...context, signal: controller.signal, hypervisor: async () => hypervisor };
  const ended = proxy(own, { from, port: 0 }, (it) => ready(it));
  try {
    await work(await Promise.race([listening, ended.then(() => Promise.reject(new Error('it has ended')))]));
  } finally {
    controller.abort();
    await ended;
  }
}

/** curl as a user calls it in this machine's own network namespace. */
const curl = ({ port }: { port: number }, url: string): Promise<RunResult> =>
  tryRun('curl', ['-sS', '-m', '10', '--socks5-hostname', `127.0.0.1:${port}`, url], { timeout: 60_000 });

test.each([
  ['a machine by its address', 'http://192.168.56.31/', '192.168.56.31 was asked for 192.168.56.31'],
  ['a published Service by its company name', 'http://www.company.internal/', '192.168.56.60 was asked for www.company.internal'],
  ['a Service by its ClusterIP', 'http://10.96.0.100/', '10.96.0.100 was asked for 10.96.0.100'],
  ['a Service by its name', 'http://api-tester.default.svc/', '10.96.0.100 was asked for api-tester.default.svc'],
  [
    'a pod by its own name',
    'http://db-0.db.default.svc.cluster.local/',
    '20.96.2.5 was asked for db-0.db.default.svc.cluster.local',
  ],
])('from the lab’s network curl reaches %s', async (_what, url, said) => {
  await offered('lan', async (proxied) => expect((await curl(proxied, url)).stdout.trim()).toBe(said));
});

test('what is not there is told apart: a name, and a port', async () => {
  await offered('lan', async (proxied) => {
    expect(await curl(proxied, 'http://nobody.company.internal/')).toMatchObject({
      exitCode: 97,
      stderr: expect.stringContaining('(4)'),
    });
    expect(await curl(proxied, 'http://nobody.default.svc/')).toMatchObject({
      exitCode: 97,
      stderr: expect.stringContaining('(4)'),
    });
    expect(await curl(proxied, 'http://192.168.56.31:81/')).toMatchObject({
      exitCode: 97,
      stderr: expect.stringContaining('(5)'),
    });
  });
});

test('this machine’s own network namespace has no way to the lab', async () => {
  expect((await ip(undefined, '-4', 'route', 'show')).stdout).not.toContain('192.168.56.');
});

test('an outsider reaches what is published, and what is closed stays closed', async () => {
  await offered('outside', async (proxied) => {
    expect((await curl(proxied, 'http://192.168.56.60/')).stdout).toContain('192.168.56.60 was asked');
    const closed = [
      '192.168.56.31',
      '192.168.56.31:22',
      '10.96.0.100',
      '20.96.2.5',
      'api-tester.default.svc',
      'www.company.internal',
    ];
    const seen = await Promise.all(closed.map(async (host) => (await curl(proxied, `http://${host}/`)).exitCode));
    // 28 and 97: no answer, and no connection (curl(1), EXIT CODES).
    expect(closed.filter((_host, index) => ![28, 97].includes(seen[index]!))).toEqual([]);
  });
});

test('the program in the lab’s network is nobody, and root of no capability', async () => {
  await offered('lan', async () => {
    const pids = (await processesIn(lan)).filter((pid) =>
      commandLine(pid).some((word) => word.endsWith('connector-program.mjs')),
    );
    expect(pids).toHaveLength(1);
    const status = readFileSync(`/proc/${pids[0]}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
      expect(status).toMatch(new RegExp(`^${set}:\t0+$`, 'm'));
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(commandLine(pids[0]!).join(' ')).not.toContain(connectorProgram);
  });
  expect(await processesIn(lan)).toEqual([]);
});

test('another user of this machine is not let in', async () => {
  await offered('lan', async ({ port }) => {
    const words = ['--reuid=65534', '--regid=65534', '--clear-groups', 'curl', '-sS', '-m', '10'];
    const { exitCode } = await tryRun('setpriv', [...words, '--socks5-hostname', `127.0.0.1:${port}`, 'http://192.168.56.31/']);
    expect(exitCode).not.toBe(0);
  });
});

test('a port is forwarded for what knows no proxy', async () => {
  const controller = new AbortController();
  const own = { ...context, signal: controller.signal, hypervisor: async () => hypervisor };
  let ready: () => void;
  const listening = new Promise<void>((resolve) => (ready = resolve));
  const ended = forward(own, { from: 'lan', forwards: ['28060:192.168.56.60:80', '28100:10.96.0.100:80'] }, () => ready());
  await Promise.race([listening, ended]);
  for (const [port, address] of [
    [28060, '192.168.56.60'],
    [28100, '10.96.0.100'],
  ])
    expect((await tryRun('curl', ['-s', '-m', '10', `http://127.0.0.1:${port}/`])).stdout).toContain(`${address} was asked`);
  controller.abort();
  await ended;
});

test('the proxy ends with the lab', async () => {
  let ready: () => void;
  const listening = new Promise<void>((resolve) => (ready = resolve));
  let runs = true;
  const ending = Object.assign(Object.create(hypervisor) as EmbeddedHypervisor, { isRunning: async () => runs });
  const ended = proxy({ ...context, hypervisor: async () => ending }, { from: 'lan', port: 0 }, () => ready());
  await Promise.race([listening, ended]);
  runs = false;
  await endProcessesIn([lan]);
  await ended;
  expect(running.out.at(-1)).toBe('The lab "waytest" has ended.');
  expect(labFiles(context.stateDir).proxies).toBeDefined();
});
