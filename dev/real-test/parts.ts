import { usageError } from '../../host/user-error';
import type { Context } from '../../operations/context';
import { expectPlanOnBareMachine, testBareMachines } from './bare-machine';
import { expectBundleIsEnough } from './bundle-is-enough';
import { changeForwarder } from './change-forwarder';
import { expectResetMendsLab } from './checkpoint-reset';
import { expectConfinement } from './confinement';
import { testFullDisk } from './full-disk';
import { expectHealth, healthMinutes } from './health';
import { expectSameLabAfterHostReboot } from './host-reboot';
import { testHypervisors } from './jest-runs';
import { testKillMoments } from './kill-moments';
import { expectKilledVerifyIsRepaired } from './killed-verify';
import { expectOthersToLeaveLab } from './other-checkout';
import { testPlainCdktf } from './plain-cdktf';
import { expectWaysIn } from './ways-in';
import { expectSabotageIsCaught } from './broken-exercises';
import { expectSabotagesAreSeen } from './sabotages/run-sabotages';
import { expectSecondLab } from './second-lab';
import { expectSecretsUnsaid } from './said-secrets';
import { expectClocksSurvivePauses } from './suspend';
import { testSystemLab } from './system-lab';
import { expectJourneys } from './traces';
import { expectNoChanges, verifyAll, verifyOtherLab } from './verify-lab';

/** One thing that the real test shows, by a name to ask for it alone. */
export interface Part {
  readonly name: string;
  /** Whether `--real` has it, too, which `.ci/run` waits for. */
  readonly quick?: boolean;
  /** Whether it runs even when the time is over. */
  readonly always?: boolean;
  /** Whether it does without the node image and the providers of this machine. */
  readonly unbuilt?: boolean;
  run(context: Context, options: { readonly all: boolean; readonly built: number }): Promise<void>;
}

/** What is looked at on one running lab, in this order. */
const onLab: readonly Part[] = [
  { name: 'verify', quick: true, always: true, run: verifyAll },
  {
    name: 'second-look',
    quick: true,
    run: (context) => context.progress.step('A second look finds nothing to change', () => expectNoChanges(context)),
  },
  { name: 'reset', quick: true, run: (context, { all }) => expectResetMendsLab(context, { all }) },
  { name: 'second-lab', quick: true, run: (context) => expectSecondLab(context) },
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
  { name: 'proxy', quick: true, run: (context) => expectWaysIn(context) },
  { name: 'killed-verify', quick: true, run: (context) => expectKilledVerifyIsRepaired(context) },
  { name: 'trace', quick: true, run: (context, { all }) => expectJourneys(context, { all }) },
  { name: 'forwarder', quick: true, run: (context) => changeForwarder(context) },
  { name: 'sabotage', quick: true, run: (context, { all }) => expectSabotageIsCaught(context, { all }) },
  { name: 'sabotages', run: (context) => expectSabotagesAreSeen(context) },
  { name: 'hypervisor', run: (context) => testHypervisors(context) },
  { name: 'pauses', run: (context) => expectClocksSurvivePauses(context) },
  { name: 'host-reboot', run: (context) => expectSameLabAfterHostReboot(context) },
  {
    name: 'health',
    run: (context) => context.progress.step(`No container restarts for ${healthMinutes} minutes`, () => expectHealth(context)),
  },
];

/** What makes labs of its own, or none. */
const byItself: readonly Part[] = [
  { name: 'bare-plan', unbuilt: true, run: (context) => expectPlanOnBareMachine(context) },
  { name: 'bare-machine', unbuilt: true, run: (context) => testBareMachines(context) },
  { name: 'bundle', run: (context) => expectBundleIsEnough(context) },
  { name: 'other-addresses', run: verifyOtherLab },
  { name: 'plain-cdktf', run: (context) => testPlainCdktf(context) },
  { name: 'kill-moments', run: (context) => testKillMoments(context) },
  { name: 'full-disk', run: (context) => testFullDisk(context) },
  { name: 'system-kvm', run: (context) => testSystemLab(context, { kvm: true }) },
  { name: 'system', run: (context) => testSystemLab(context, { kvm: false }) },
];

interface ChosenParts {
  readonly onLab: readonly Part[];
  readonly byItself: readonly Part[];
  /** Whether one of them wants the node image and the providers. */
  readonly needBuild: boolean;
}

/** The parts that `extent` names: `quick`, `all`, or names with commas between them. @throws a usage fault for an unknown name */
export function chosenParts(extent: string): ChosenParts {
  const known = [...onLab, ...byItself].map(({ name }) => name);
  const names = extent.split(',');
  const unknown = names.filter((name) => !['quick', 'all', ...known].includes(name));
  if (unknown.length > 0)
    throw usageError(`--real=${extent}: there is no part ${unknown.join(', ')}`, {
      remedy: `use --real, --real=all, or one or more of ${known.join(',')}`,
    });
  const isChosen = ({ name, quick }: Part) =>
    names.includes('all') || names.includes(name) || (names.includes('quick') && quick === true);
  const chosen = { onLab: onLab.filter(isChosen), byItself: byItself.filter(isChosen) };
  return { ...chosen, needBuild: [...chosen.onLab, ...chosen.byItself].some(({ unbuilt }) => !unbuilt) };
}
