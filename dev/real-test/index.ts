import { join } from 'node:path';
import { labError, usageError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { formatDuration } from '../../lib/report/times';
import { verify } from '../../cli/commands/verify';
import { finish } from '../../cli/outcome';
import { claimsOf } from '../../lib/claims';
import { stackNames } from '../../stacks';
import type { ClaimChoice } from '../../operations/claim-choice';
import type { Context } from '../../operations/context';
import { askedContext } from '../../operations/find-lab';
import { plannedChanges } from '../../operations/terraform/planned-changes';
import { stackRun } from '../../operations/terraform/stack-run';
import { prepareLabToolchain } from '../../operations/terraform/lab-toolchain';
import { changeForwarder } from './change-forwarder';
import { expectConfinement } from './confinement';
import { expectHealth, healthMinutes } from './health';
import { expectSameLabAfterHostReboot } from './host-reboot';
import { testFullDisk } from './full-disk';
import { testKillMoments } from './kill-moments';
import { expectKilledVerifyIsRepaired } from './killed-verify';
import { checkRenderedText, testHypervisors } from './jest-runs';
import { expectOthersToLeaveLab } from './other-checkout';
import { expectSabotageIsCaught } from './sabotage';
import { expectSecretsUnsaid } from './said-secrets';
import { expectClocksSurvivePauses } from './suspend';
import { testSystemLab } from './system-lab';
import { onRunningLab, timed, withLab } from './with-lab';

/** Differs from the default lab in every address. */
const otherLab = join(projectRoot, 'examples', 'small-workers.yaml');

/** One thing that the real test shows, by a name to ask for it alone. */
interface Part {
  readonly name: string;
  /** Whether `--real` has it, too, which `.ci/run` waits for. */
  readonly quick?: boolean;
  run(context: Context, options: { readonly all: boolean; readonly built: number }): Promise<void>;
}

/** What is looked at on one running lab, in this order. */
const onLab: readonly Part[] = [
  { name: 'verify', quick: true, run: verifyAll },
  {
    name: 'second-look',
    quick: true,
    run: (context) => context.progress.step('A second look finds nothing to change', () => expectNoChanges(context)),
  },
  { name: 'confinement', quick: true, run: (context) => expectConfinement(context) },
  {
    name: 'others',
    quick: true,
    run: (context) =>
      context.progress.step('Other checkouts and users leave the lab alone', () => expectOthersToLeaveLab(context)),
  },
  {
    name: 'secrets',
    quick: true,
    run: (context) => context.progress.step('No secret is said or written down', () => expectSecretsUnsaid(context)),
  },
  { name: 'killed-verify', quick: true, run: (context) => expectKilledVerifyIsRepaired(context) },
  { name: 'forwarder', quick: true, run: (context) => changeForwarder(context) },
  { name: 'sabotage', quick: true, run: (context, { all }) => expectSabotageIsCaught(context, { all }) },
  { name: 'hypervisor', run: (context) => testHypervisors(context) },
  { name: 'pauses', run: (context) => expectClocksSurvivePauses(context) },
  { name: 'host-reboot', run: (context) => expectSameLabAfterHostReboot(context) },
  {
    name: 'health',
    run: (context) => context.progress.step(`No container restarts for ${healthMinutes} minutes`, () => expectHealth(context)),
  },
];

/** What makes labs of its own. */
const byItself: readonly Part[] = [
  { name: 'other-addresses', run: verifyOtherLab },
  { name: 'kill-moments', run: (context) => testKillMoments(context) },
  { name: 'full-disk', run: (context) => testFullDisk(context) },
  { name: 'system-kvm', run: (context) => testSystemLab(context, { kvm: true }) },
  { name: 'system', run: (context) => testSystemLab(context, { kvm: false }) },
];

/** The parts that `extent` names: `quick`, `all`, or names with commas between them. @throws a usage fault for an unknown name */
export function chosenParts(extent: string): { readonly onLab: readonly Part[]; readonly byItself: readonly Part[] } {
  const known = [...onLab, ...byItself].map(({ name }) => name);
  const names = extent.split(',');
  const unknown = names.filter((name) => !['quick', 'all', ...known].includes(name));
  if (unknown.length > 0)
    throw usageError(`--real=${extent}: there is no part ${unknown.join(', ')}`, {
      remedy: `use --real, --real=all, or one or more of ${known.join(',')}`,
    });
  const isChosen = ({ name, quick }: Part) =>
    names.includes('all') || names.includes(name) || (names.includes('quick') && quick === true);
  return { onLab: onLab.filter(isChosen), byItself: byItself.filter(isChosen) };
}

/**
 * The checkers of rendered text; then a real lab from nothing to nothing. Whatever happens, the lab is removed.
 * @param running whether the lab runs already: it is looked at and stays. Default: false
 */
export async function testRealLab(context: Context, extent: string, { running = false } = {}): Promise<void> {
  const parts = chosenParts(extent);
  const all = extent === 'all';
  // Whatever is missing is built now, so that `up` is the time of a lab and not of its programs.
  await context.image();
  if (all || extent === 'quick') await checkRenderedText(context);
  await prepareLabToolchain(context);
  if (parts.onLab.length > 0)
    await (running ? onRunningLab : withLab)(context, async (built) => {
      for (const part of parts.onLab) await part.run(context, { all, built });
    });
  for (const part of parts.byItself) await part.run(context, { all, built: 0 });
}

async function verifyAll(context: Context, { all, built }: { readonly all: boolean; readonly built: number }): Promise<void> {
  const verified = await timed(() => verifyAndTell(context));
  expectQuickVerification(context, { built, verified, strict: all && built > 0 });
  if (all) await verifyAndTell(context, { all: true, only: disruptiveClaims(context) });
}

async function verifyOtherLab(context: Context): Promise<void> {
  const other = askedContext({ config: otherLab }, context);
  await withLab(other, () => verifyAndTell(other));
}

/** As `./lab verify --output markdown`. @throws a lab fault where a claim is not true */
async function verifyAndTell(context: Context, choice: ClaimChoice = {}): Promise<void> {
  finish(await verify(context, { ...choice, output: 'markdown' }), context.out);
}

/** A busy machine may spoil the comparison, so only the test that has the machine for itself insists on it. */
function expectQuickVerification(
  { progress }: Context,
  { built, verified, strict }: { readonly built: number; readonly verified: number; readonly strict: boolean },
): void {
  const sentence = `up took ${formatDuration(built)}, verification ${formatDuration(verified)}`;
  progress.note(sentence);
  if (strict && verified * 3 >= built) throw labError(`${sentence}: that is a third of it or more`);
}

const disruptiveClaims = ({ lab }: Context): string[] => claimsOf(lab).flatMap(({ id, disruptive }) => (disruptive ? [id] : []));

async function expectNoChanges(context: Context): Promise<void> {
  const hypervisor = await context.hypervisor();
  const toolchain = await prepareLabToolchain(context, context.progress.quiet());
  for (const stack of stackNames) {
    const run = stackRun(context, hypervisor, toolchain, await context.image(), stack);
    const changes = await plannedChanges(run, { detail: () => undefined });
    if (changes.length > 0)
      throw labError(
        `the stack ${stack} is not as its definition although nothing was changed:\n${JSON.stringify(changes, null, 2)}`,
      );
  }
}
