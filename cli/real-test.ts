import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { labFault } from '../host/fault';
import { interruption } from '../host/interruption';
import { projectRoot } from '../host/paths';
import { run } from '../host/run';
import { waitFor } from '../host/wait';
import { goProgram } from '../image/go-programs';
import { companyName, type LabDefinition } from '../lib/model';
import { stackNames } from '../stacks';
import { listObjects, restarts } from './cluster';
import { down } from './commands/down';
import { stackRun, up } from './commands/up';
import { verifyLab } from './commands/verify';
import { consoleTail } from './console';
import { type Context, createContext } from './context';
import { createLiveProbe } from './lab-probe';
import { applyStack, plannedChanges, synthesize } from './terraform';
import { prepareLabToolchain } from './toolchain';

/** Minutes without a restarted container that `--real=all` waits for. */
const healthMinutes = 10;

/**
 * A real lab from nothing to nothing: up, every claim, a second look with nothing to change, down with proof. `all` adds a
 * change on the running lab, the hypervisor's own tests and the watch for restarts. Whatever happens, the lab is removed.
 */
export async function testRealLab(context: Context, options: { all: boolean }): Promise<void> {
  try {
    await up(context);
    await verifyLab(context, { output: 'table' });
    await context.progress.step('A second look finds nothing to change', () => expectNoChanges(context));
    if (!options.all) return;
    await changeForwarder(context);
    await testHypervisors(context);
    await context.progress.step(`No container restarts for ${healthMinutes} minutes`, () => expectHealth(context));
  } catch (error) {
    await showConsoles(context);
    throw error;
  } finally {
    if (!interruption.aborted) await down(context);
  }
}

/** The hypervisor's own tests, beside the running lab: namespaces, a daemon that is killed, a real uplink, a guest on KVM. */
async function testHypervisors(context: Context): Promise<void> {
  const { kernel, initrd } = await context.image();
  const env = { LAB_REAL_TESTS: '1', LAB_COREDNS: await goProgram('coredns', 'coredns'), LAB_KERNEL: kernel, LAB_INITRD: initrd };
  await context.progress.step('Tests of the hypervisor', () =>
    run('npx', ['jest', '--ci', '--runInBand', '--testPathPatterns', 'real\\.test'], { cwd: projectRoot, env }),
  );
}

async function expectNoChanges(context: Context): Promise<void> {
  const hypervisor = await context.hypervisor();
  const toolchain = await prepareLabToolchain(context, context.progress.quiet());
  for (const stack of stackNames) {
    const changes = await plannedChanges(stackRun(context, hypervisor, toolchain, await context.image(), stack));
    if (changes) throw labFault(`the stack ${stack} is not as its definition although nothing was changed:\n${changes}`);
  }
}

/**
 * Sends the cluster's questions to the gateway instead of the name server: company names disappear from the pods while
 * outside names stay. Then back. Only the platform stack changes, on the running cluster.
 */
async function changeForwarder(context: Context): Promise<void> {
  const { lab, progress } = context;
  const folder = mkdtempSync(join(tmpdir(), 'lab-change-'));
  try {
    const file = join(folder, 'lab.yaml');
    const definition = (context.configFile ? parse(readFileSync(context.configFile, 'utf8')) : {}) as LabDefinition;
    writeFileSync(
      file,
      stringify({ ...definition, dns: { ...definition.dns, clusterForwarders: [String(lab.network.gateway)] } }),
    );
    const changed = createContext({ config: file });
    await progress.step('Change on the running lab: another forwarder', () => applyPlatform(changed));
    await progress.step('Company names are gone from the pods', () => waitForCompanyName(context, 'NXDOMAIN'));
    await progress.step('Change back', () => applyPlatform(context));
    await progress.step('Company names are back', () => waitForCompanyName(context, 'NOERROR'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function applyPlatform(context: Context): Promise<void> {
  const hypervisor = await context.hypervisor();
  const toolchain = await prepareLabToolchain(context, context.progress.quiet());
  await synthesize(context.configFile);
  await applyStack(stackRun(context, hypervisor, toolchain, await context.image(), 'platform'), { detail: () => undefined });
}

/** Asks the cluster DNS from a pod. kubelet brings a changed ConfigMap within two minutes, CoreDNS reads it in seconds. */
async function waitForCompanyName(context: Context, expected: 'NXDOMAIN' | 'NOERROR'): Promise<void> {
  const { lab } = context;
  const name = companyName(lab, { name: 'intranet' });
  const probe = await createLiveProbe(context);
  const look = async () => {
    const answer = await probe.exec({ at: 'pod', node: lab.workers[0]!.name }, ['dig', '+noall', '+comments', '+tries=1', name], {
      timeoutSeconds: 60,
    });
    const status = /status: (\w+)/.exec(answer.stdout)?.[1] ?? `no answer (${answer.stderr.trim() || answer.stdout.trim()})`;
    return status === expected ? { value: true, observation: status } : { observation: status };
  };
  try {
    await waitFor(look, { what: `${name} to be answered with ${expected} in a pod`, deadline: 10 * 60, interval: 10 });
  } finally {
    await probe.close();
  }
}

async function expectHealth(context: Context): Promise<void> {
  const count = async () => {
    const pods = await listObjects(context, 'pods');
    if (typeof pods === 'string') throw labFault(`the API server does not answer: ${pods}`);
    return restarts(pods).join('\n');
  };
  const before = await count();
  // The claim itself is about time: nothing to wait for can end it sooner.
  await sleep(healthMinutes * 60_000, undefined, { signal: interruption });
  const after = await count();
  if (after !== before)
    throw labFault(`containers were restarted within ${healthMinutes} minutes.\nbefore:\n${before}\nafter:\n${after}`);
}

async function showConsoles(context: Context): Promise<void> {
  const hypervisor = await context.hypervisor().catch(() => undefined);
  for (const log of hypervisor?.consoleLogs() ?? []) {
    process.stderr.write(`\n--- ${log}, last lines\n${consoleTail(log, 40).join('\n')}\n`);
  }
}
