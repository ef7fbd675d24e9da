import { join } from 'node:path';
import { labFault } from '../../host/fault';
import { installPackages } from '../../host/debian-packages';
import { interruption } from '../../host/interruption';
import { projectRoot } from '../../host/paths';
import { formatDuration } from '../../host/progress';
import { run } from '../../host/run';
import { withCheckerRoot } from '../../image/checker-root';
import { goProgram } from '../../image/go-programs';
import { claimsOf } from '../../lib/verify';
import { stackNames } from '../../stacks';
import { down } from '../commands/down';
import { up } from '../commands/up';
import { verifyLab } from '../commands/verify';
import { consoleTail } from '../console';
import { askedContext, type Context } from '../context';
import { plannedChanges } from '../planned-changes';
import { stackRun } from '../stack-run';
import { prepareLabToolchain } from '../toolchain';
import { changeForwarder } from './change-forwarder';
import { expectConfinement } from './confinement';
import { expectHealth, healthMinutes } from './health';
import { expectSameLabAfterHostReboot } from './host-reboot';
import { testFullDisk, testKillMoments } from './kill-moments';
import { expectKilledVerifyIsRepaired } from './killed-verify';
import { expectOthersToLeaveLab } from './other-checkout';
import { realTestPackages } from './packages';
import { expectSabotageIsCaught } from './sabotage';
import { expectSecretsUnsaid } from './said-secrets';
import { expectClocksSurvivePauses } from './suspend';
import { testSystemLab } from './system-lab';

/** Differs from the default lab in every address. */
const otherLab = join(projectRoot, 'examples', 'small-workers.yaml');

/**
 * The checkers of rendered text; then a real lab from nothing to nothing: up, every claim, a second look with nothing to change, a
 * change while it runs, others beside it, secrets, a killed look, three sabotages, down with proof. `all` adds the claims that stop
 * machines, all sabotages, the hypervisor's own tests, pauses, a reboot of the host, the watch for restarts, a lab with other addresses,
 * kills at random moments, full disks, and a lab at a user's libvirt. Whatever happens, the lab is removed.
 */
export async function testRealLab(context: Context, options: { all: boolean }): Promise<void> {
  await checkRenderedText(context);
  // Whatever is missing is built now, so that `up` is the time of a lab and not of its programs.
  await prepareLabToolchain(context);
  await withLab(context, async (built) => {
    const verified = await timed(() => verifyLab(context, { output: 'markdown' }));
    expectQuickVerification(context, { built, verified, strict: options.all });
    if (options.all) await verifyLab(context, { output: 'markdown', all: true, only: disruptiveClaims(context) });
    await context.progress.step('A second look finds nothing to change', () => expectNoChanges(context));
    await expectConfinement(context);
    await context.progress.step('Other checkouts and users leave the lab alone', () => expectOthersToLeaveLab(context));
    await context.progress.step('No secret is said or written down', () => expectSecretsUnsaid(context));
    await expectKilledVerifyIsRepaired(context);
    await changeForwarder(context);
    await expectSabotageIsCaught(context, options);
    if (!options.all) return;
    await testHypervisors(context);
    await expectClocksSurvivePauses(context);
    await expectSameLabAfterHostReboot(context);
    await context.progress.step(`No container restarts for ${healthMinutes} minutes`, () => expectHealth(context));
  });
  if (!options.all) return;
  const other = askedContext({ config: otherLab });
  await withLab(other, () => verifyLab(other, { output: 'markdown' }));
  await testKillMoments(context);
  await testFullDisk(context);
  for (const kvm of [true, false]) await testSystemLab(context, { kvm });
}

/** Milliseconds. */
async function timed(work: () => Promise<void>): Promise<number> {
  const started = Date.now();
  await work();
  return Date.now() - started;
}

/** A busy machine may spoil the comparison, so only the test that has the machine for itself insists on it. */
function expectQuickVerification(
  { progress }: Context,
  { built, verified, strict }: { readonly built: number; readonly verified: number; readonly strict: boolean },
): void {
  const sentence = `up took ${formatDuration(built)}, verification ${formatDuration(verified)}`;
  progress.note(sentence);
  if (strict && verified * 3 >= built) throw labFault(`${sentence}: that is a third of it or more`);
}

const disruptiveClaims = ({ lab }: Context): string[] => claimsOf(lab).flatMap(({ id, disruptive }) => (disruptive ? [id] : []));

/** Builds a lab for `work`, which is told how many milliseconds that took, and removes it. */
async function withLab(context: Context, work: (built: number) => Promise<void>): Promise<void> {
  try {
    await work(await timed(() => up(context)));
  } catch (error) {
    await showConsoles(context);
    throw error;
  } finally {
    if (!interruption.aborted) await down(context);
  }
}

/** kubeadm, BIND, CoreDNS and cloud-init read what would be given to them, for many labs. */
async function checkRenderedText({ progress, image }: Context): Promise<void> {
  await image();
  await progress.step('Rendered text before the checkers of the node’s own programs', () =>
    withCheckerRoot((root) =>
      run('npx', ['jest', '--ci', '--testPathPatterns', 'node\\.test'], { cwd: projectRoot, env: { LAB_NODE_ROOT: root } }),
    ),
  );
}

/** Tests beside the running lab: of the hypervisor (namespaces, a killed daemon, a real uplink, a guest on KVM), the report in a browser. */
async function testHypervisors(context: Context): Promise<void> {
  await installPackages(realTestPackages, context.progress);
  const { kernel, initrd } = await context.image();
  const env = { LAB_REAL_TESTS: '1', LAB_COREDNS: await goProgram('coredns', 'coredns'), LAB_KERNEL: kernel, LAB_INITRD: initrd };
  await context.progress.step('Tests of the hypervisor, and of the report in a browser', () =>
    run('npx', ['jest', '--ci', '--runInBand', '--testPathPatterns', 'real\\.test'], { cwd: projectRoot, env }),
  );
}

async function expectNoChanges(context: Context): Promise<void> {
  const hypervisor = await context.hypervisor();
  const toolchain = await prepareLabToolchain(context, context.progress.quiet());
  for (const stack of stackNames) {
    const run = stackRun(context, hypervisor, toolchain, await context.image(), stack);
    const changes = await plannedChanges(run, { detail: () => undefined });
    if (changes.length > 0)
      throw labFault(
        `the stack ${stack} is not as its definition although nothing was changed:\n${JSON.stringify(changes, null, 2)}`,
      );
  }
}

async function showConsoles(context: Context): Promise<void> {
  const hypervisor = await context.hypervisor().catch(() => undefined);
  for (const log of hypervisor?.consoleLogs() ?? []) {
    process.stderr.write(`\n--- ${log}, last lines\n${consoleTail(log, 40).join('\n')}\n`);
  }
}
