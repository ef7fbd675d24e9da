import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from '../../host/debian-packages';
import { labError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { run, type RunResult, tryRun } from '../../host/run';
import { labPathsOf } from '../../hypervisor/port/lab-paths';
import { commandLine, processesIn } from '../../hypervisor/processes/processes';
import { companyName, serviceDnsName } from '../../lib/model';
import { changeSeconds } from '../../lib/probe';
import type { Context } from '../../operations/context';
import { reportTestPackages } from './test-packages';
import { textInBrowser } from './proxied-browser';

const lab = join(projectRoot, 'lab');

/**
 * Plain kubectl, curl, ssh and a browser of this machine reach the running lab through ./lab proxy: their own packets go to the loopback
 * alone. An outsider's proxy does not open what is closed.
 */
export async function expectWaysIn(context: Context): Promise<void> {
  const { progress } = context;
  await installPackages(reportTestPackages, progress);
  await progress.step('kubectl, curl, ssh and a browser reach the lab through the proxy', () =>
    withProxy(context, 'lan', (port) => expectReached(context, port)),
  );
  await progress.step('To an outsider’s proxy what is closed stays closed', () =>
    withProxy(context, 'outside', (port) => expectClosed(context, port)),
  );
  await expectNothingLeft(context);
}

async function expectReached(context: Context, port: number): Promise<void> {
  const kubectl = await context.kubectl();
  const { proxyKubeconfig } = context.secrets();
  const byKubectl = (...args: string[]) =>
    run(kubectl, ['--kubeconfig', proxyKubeconfig, ...args], { timeout: changeSeconds * 1000 });
  const site = `http://${companyName(context.lab, { name: 'www' })}/hostname`;
  const service = context.lab.services.find(({ type }) => type === 'ClusterIP');
  expectText('kubectl get nodes', (await byKubectl('get', 'nodes')).stdout, context.lab.workers[0]!.name);
  expectText('curl of a company name', (await curl(port, site)).stdout, 'api-tester');
  if (service)
    expectText('curl of a ClusterIP', (await curl(port, `http://${serviceDnsName(context.lab, service)}/hostname`)).stdout, '-');
  expectText('a browser', await textInBrowser(site, port), 'api-tester');
  expectText('ssh', await nameBySsh(context, port), context.lab.workers[0]!.name);
  // A connection that is turned into a stream of both directions: kubectl's own test of a proxy.
  const [pod] = (await byKubectl('get', 'pods', '--output', 'name')).stdout.split('\n');
  expectText('kubectl exec', (await byKubectl('exec', pod!, '--', 'hostname')).stdout, pod!.replace(/^pod\//, ''));
}

async function expectClosed(context: Context, port: number): Promise<void> {
  const published = `http://${context.lab.loadBalancer.pool.first}/hostname`;
  expectText('curl of what is published', (await curl(port, published)).stdout, 'api-tester');
  const { apiServiceAddress } = context.lab.cluster;
  for (const closed of [`https://${context.lab.controlPlane.address}:6443`, `https://${apiServiceAddress}`]) {
    const { exitCode } = await curl(port, closed);
    // 28 and 97: no answer, and no connection (curl(1), EXIT CODES).
    if (![28, 97].includes(exitCode)) throw labError(`an outsider’s curl of ${closed} ended with ${exitCode}`);
  }
}

/** Runs ./lab proxy in a process of its own while work is done, and ends it as Ctrl-C does. */
async function withProxy(context: Context, from: string, work: (port: number) => Promise<void>): Promise<void> {
  const words = ['proxy', '--lab', context.lab.name, '--from', from, '--port', '0'];
  const child = spawn(lab, words, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    await work(await Promise.race([listeningPort(child.stdout), ended.then((status) => endedEarly(status))]));
  } finally {
    child.kill('SIGINT');
  }
  const status = await ended;
  if (status !== 0) throw labError(`./lab proxy ended with ${status} after Ctrl-C`);
}

function endedEarly(status: number | null): never {
  throw labError(`./lab proxy ended with ${status}`);
}

async function listeningPort(output: NodeJS.ReadableStream): Promise<number> {
  let text = '';
  for await (const piece of output) {
    text += String(piece);
    const port = /127\.0\.0\.1:(\d+)/.exec(text)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw labError(`./lab proxy named no port:\n${text}`);
}

const curl = (port: number, url: string): Promise<RunResult> =>
  tryRun('curl', ['-sS', '-k', '-m', '30', '--socks5-hostname', `127.0.0.1:${port}`, url], { timeout: 60_000 });

/** The host name that a machine has, asked by ssh with the printed configuration. */
async function nameBySsh({ lab: { name, workers } }: Context, port: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-ssh-'));
  try {
    const { stdout } = await run(lab, ['--lab', name, 'ssh-config']);
    const config = join(folder, 'config');
    writeFileSync(config, stdout, { mode: 0o600 });
    expectText('ssh-config', stdout, ` ${port} %h %p`);
    return (await run('ssh', ['-F', config, `${name}-${workers[0]!.name}`, 'hostname'], { timeout: changeSeconds * 1000 }))
      .stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function expectNothingLeft({ lab: { name } }: Context): Promise<void> {
  const { lan, outside } = labPathsOf(name).namespaces;
  const left = (await Promise.all([lan, outside].map(processesIn))).flat();
  const connectors = left.map((pid) => commandLine(pid).join(' ')).filter((words) => words.includes('connector-program.mjs'));
  if (connectors.length > 0) throw labError(`the proxy left behind: ${connectors.join('; ')}`);
}

function expectText(what: string, said: string, wanted: string): void {
  if (!said.includes(wanted)) throw labError(`${what} through the proxy did not say "${wanted}", but:\n${said}`);
}
