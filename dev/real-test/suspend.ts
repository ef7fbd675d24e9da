import { setTimeout as sleep } from 'node:timers/promises';
import { labError } from '../../host/user-error';
import { currentInterruption } from '../../host/interruption';
import { waitFor } from '../../host/wait';
import { domainNames } from '../../hypervisor/libvirt/libvirt-objects';
import { virsh } from '../../hypervisor/libvirt/virsh';
import { type Machine, machines } from '../../lib/model';
import type { Probe } from '../../lib/probe';
import { chooseClaims } from '../../lib/claims';
import { verify } from '../../lib/verify';
import { waitForPods } from '../../operations/cluster/cluster-state';
import { changeLog } from '../../operations/lab-folder/change-log';
import { systemClock } from '../../operations/system-clock';
import { type Context, createLiveProbe, runningHypervisor } from '../../operations/context';
import { clockWatch, watchFile } from './clock-watch';
import { expectNoRestarts } from './health';

/** Seconds that a machine's clock may be wrong after a pause. */
const allowed = 10;

/** Longer than anything in the cluster waits for a sign of life. */
const pauseMinutes = 10;

/** What a pause may set going shows within the cluster's patience with a silent node, two minutes. */
const afterwardsMinutes = 3;

/**
 * All machines are suspended for ten minutes, and once as if for two days: each clock is right within ten seconds, and no container
 * is restarted for it.
 */
export async function expectClocksSurvivePauses(context: Context): Promise<void> {
  const { progress } = context;
  await progress.step(`Suspended for ${pauseMinutes} minutes: every clock is right within ${allowed} s`, (step) =>
    expectRightAgain(context, step.detail, () => suspend(context, pauseMinutes * 60)),
  );
  await progress.step(`Two days are missing: every clock is right within ${allowed} s`, (step) =>
    expectRightAgain(context, step.detail, () => setBack(context)),
  );
}

async function expectRightAgain(context: Context, onDetail: (text: string) => void, lose: () => Promise<void>): Promise<void> {
  await expectNoRestarts(context, 'after a pause of the machines', async () => {
    await withProbe(context, (probe) => eachMachine(context, (machine) => beginWatch(probe, machine)));
    await lose();
    await withProbe(context, async (probe) => {
      const found = await eachMachine(context, (machine) => wrongFor(probe, machine));
      onDetail(found.map(({ name, seconds }) => `${name} ${seconds} s`).join(', '));
      const late = found.filter(({ seconds }) => seconds >= allowed);
      if (late.length > 0) throw labError(`clocks were wrong for too long: ${JSON.stringify(late)}`);
      await expectClockClaims(context, probe);
    });
    await sleep(afterwardsMinutes * 60_000, undefined, { signal: currentInterruption() });
    await waitForPods(context, { deadline: 10 * 60, onObservation: onDetail });
  });
}

/** Suspends all machines together and lets them go on. */
async function suspend(context: Context, seconds: number): Promise<void> {
  const { uri } = await runningHypervisor(context);
  const all = (command: string) => Promise.all(domainNames(context.lab).map((name) => virsh(uri, command, name)));
  try {
    await all('suspend');
    await sleep(seconds * 1000, undefined, { signal: currentInterruption() });
  } finally {
    await all('resume');
  }
}

/** Leaves what a pause of two days leaves: hardware clocks that are right, and clocks that are behind. */
const setBack = (context: Context): Promise<void> =>
  withProbe(context, async (probe) => {
    await eachMachine(context, (machine) => onMachine(probe, machine, ['sudo', 'date', '--utc', '--set=-2 days']));
  });

/** Starts a program on the machine that goes on beside the pause and writes down what it has seen. */
const beginWatch = (probe: Probe, machine: Machine): Promise<string> =>
  onMachine(probe, machine, ['sh', '-c', `rm -f ${watchFile}; setsid bash -c "$0" >${watchFile} 2>&1 </dev/null &`, clockWatch]);

/** How long the machine's clock was wrong, as the machine itself has seen. */
const wrongFor = (probe: Probe, machine: Machine): Promise<{ readonly name: string; readonly seconds: number }> =>
  waitFor(
    async () => {
      const { stdout, stderr } = await probe.exec({ at: 'machine', name: machine.name }, ['cat', watchFile]);
      const [, lost, hundredths] = /^lost (\d+) wrong (\d+)$/.exec(stdout.trim()) ?? [];
      const observation = stdout.trim() || stderr.trim() || 'the watch has seen no wrong clock';
      return lost ? { value: { name: machine.name, seconds: Number(hundredths) / 100 }, observation } : { observation };
    },
    { what: `the clock of ${machine.name} to be lost and right again`, deadline: 180, interval: 3 },
  );

/** Against the host's own clock, and with the time services at work. */
async function expectClockClaims(context: Context, probe: Probe): Promise<void> {
  const { internet } = await runningHypervisor(context);
  const report = await verify(chooseClaims(context.lab, { only: ['nodes.clock'] }), context.lab, probe, {
    simulatedInternet: internet === 'simulated',
    clock: systemClock,
    changes: changeLog(context, 'test --real'),
  });
  const wrong = report.claims.filter(({ ok }) => !ok).map(({ id, evidence }) => `${id}: ${evidence}`);
  if (wrong.length > 0) throw labError(`clocks are not as claimed after a pause:\n${wrong.join('\n')}`);
}

const eachMachine = <T>({ lab }: Context, work: (machine: Machine) => Promise<T>): Promise<T[]> =>
  Promise.all(machines(lab).map(work));

async function onMachine(probe: Probe, { name }: Machine, argv: readonly string[]): Promise<string> {
  const seen = await probe.exec({ at: 'machine', name }, argv);
  if (seen.exitCode !== 0) throw labError(`${seen.command} failed on ${name}: ${seen.stderr}`);
  return seen.stdout;
}

/** A login does not outlive a pause of its machine, so each look has its own. */
async function withProbe<T>(context: Context, work: (probe: Probe) => Promise<T>): Promise<T> {
  const probe = await createLiveProbe(context);
  try {
    return await work(probe);
  } finally {
    await probe.close();
  }
}
