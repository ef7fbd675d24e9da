import { join } from 'node:path';
import { installPackages } from '../../host/debian-packages';
import { labError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { type RunResult, tryRun } from '../../host/run';
import type { Context } from '../../operations/context';
import { expectUntouched, foreignState, makeForeignObjects } from './foreign-objects';
import { type HostLibvirt, hostLibvirtPackages, startHostLibvirt } from './host-libvirt';

const definition = join(projectRoot, 'examples', 'one-worker.yaml');

/**
 * A whole lab at a libvirt that plays a user's, beside what others have there: refused where a name is taken, built, interrupted, built on,
 * looked at, removed twice. What belongs to others stays byte for byte what it was.
 * @param kvm whether the machine has a /dev/kvm; it need not work
 */
export async function testSystemLab({ progress }: Context, { kvm }: { readonly kvm: boolean }): Promise<void> {
  await installPackages(hostLibvirtPackages, progress);
  const host = await startHostLibvirt(kvm ? 'kvm' : 'nokvm', { kvm });
  const step = <T>(title: string, work: () => Promise<T>) =>
    progress.step(`System libvirt, ${kvm ? 'with' : 'without'} /dev/kvm: ${title}`, work);
  try {
    await makeForeignObjects(host);
    const before = await foreignState(host);
    const untouched = (after: string) => expectUntouched(host, before, after);

    await step('down of a lab that was never built', async () => {
      const { stdout } = await onHost(host, ['down', 'k8s']);
      if (!stdout.includes('There was no lab "k8s"')) throw labError(`down said: ${stdout}`);
      await untouched('down');
    });
    await step('up of a lab whose names are taken is refused', async () => {
      const { exitCode, stderr } = await tryOnHost(host, [
        '--config',
        join(projectRoot, 'test', 'hypervisor', 'system', 'k8s.yaml'),
        'up',
      ]);
      if (exitCode !== 3 || !stderr.includes('virtual machine k8s-worker-1'))
        throw labError(`up ended with ${exitCode}: ${stderr}`);
      await untouched('the refused up');
    });
    await step('an interrupted up', async () => {
      await tryOnHost(host, ['--config', definition, 'up'], { killAfterSeconds: 45 });
      await untouched('the interrupted up');
    });
    await step('up', () => onHost(host, ['--config', definition, 'up']));
    const verified = await step('verify', () => tryOnHost(host, ['--lab', 'one-worker', 'verify', '--output', 'json']));
    expectSystemClaims(verified.stdout, progress.note);
    await step('diff', async () => {
      const { stdout } = await onHost(host, ['--lab', 'one-worker', 'diff']);
      if (!stdout.includes('nothing to do')) throw labError(`a second look finds changes:\n${stdout}`);
    });
    await untouched('up, verify and diff');
    await step('down', () => onHost(host, ['down', 'one-worker']));
    await step('down again', () => onHost(host, ['down', 'one-worker']));
    await untouched('down');
  } finally {
    await tryOnHost(host, ['down', 'one-worker']).catch(() => undefined);
    await host.stop();
  }
}

/** What is not true at a user's libvirt without a connection: names outside are not answered. */
const untrueHere =
  /^(dns\.external|external-name\.(resolves|page|cname)|reach\.ext-github|pods\.masqueraded|dns\.company-no-such)/;

function expectSystemClaims(json: string, note: (text: string) => void): void {
  const { claims } = JSON.parse(json) as { claims: { id: string; ok: boolean; evidence: string; notAsked?: string }[] };
  const untrue = claims.filter(({ ok }) => !ok);
  const unasked = claims.filter(({ notAsked }) => notAsked).map(({ id }) => id);
  const count = claims.length - untrue.length - unasked.length;
  note(
    `${count} of ${claims.length} claims are true; not: ${untrue.map(({ id }) => id).join(', ')}; not asked: ${unasked.join(', ')}`,
  );
  const unexpected = untrue.filter(({ id }) => !untrueHere.test(id));
  if (unexpected.length > 0)
    throw labError(
      `these claims hold at every libvirt:\n${unexpected.map(({ id, evidence }) => `${id}: ${evidence}`).join('\n')}`,
    );
}

/** Runs `./lab` as a user of that machine would; it must succeed. */
async function onHost(host: HostLibvirt, args: readonly string[]): Promise<RunResult> {
  const result = await tryOnHost(host, args);
  if (result.exitCode !== 0)
    throw labError(`./lab ${args.join(' ')} ended with ${result.exitCode}:\n${result.stdout}\n${result.stderr}`);
  return result;
}

function tryOnHost(host: HostLibvirt, args: readonly string[], { killAfterSeconds = 0 } = {}): Promise<RunResult> {
  const limit = killAfterSeconds > 0 ? ['timeout', '--signal=KILL', String(killAfterSeconds)] : [];
  const [file, ...rest] = host.command([...limit, 'env', 'LAB_HYPERVISOR=system', join(projectRoot, 'lab'), ...args]);
  return tryRun(file!, rest);
}
