import { installPackages } from '../host/debian-packages';
import { uninterrupted } from '../host/interruption';
import { labError, usageError } from '../host/user-error';
import { type Look, waitFor } from '../host/wait';
import { captureJourney, type CapturedJourney, journeyTo, labMoment, type MomentOptions, TargetError } from '../lib/capture';
import { nodes } from '../lib/model';
import { type Journey, journeys, pathInput, type PathInput } from '../lib/path';
import { InconclusiveError, ObservationCache, PcapError } from '../lib/probe';
import { traceJson } from '../lib/report';
import { ConntrackError, InterfacesError, RuleTraceError } from '../lib/trace';
import type { VerifyContext } from '../lib/verify';
import { askAgain } from './ask-again';
import { type Context, createLiveProbe, runningHypervisor } from './context';
import { changeLog, noteLeftovers } from './lab-folder/change-log';
import { operation } from './operation';
import { repairLeftovers } from './repair-leftovers';
import { systemClock } from './system-clock';

/** Watches packets in the lab's network on this computer. */
export const tracePackages = ['tcpdump'] as const;

/** Makes one request and sees its way, beside the predicted one. */
export const traceLab = operation(
  'trace',
  (context, target: string, from?: string): Promise<CapturedJourney> =>
    onLab(context, async (verifyContext) => {
      await installPackages(tracePackages, context.progress);
      const request = async () => {
        // What was seen before a request that is made again was another moment.
        verifyContext.invalidate();
        const input = await lookAround(context, verifyContext, { announcers: true });
        const journey = journeyTo(input, target, from);
        return context.progress.step(journey.sentence.en, () => captureJourney(verifyContext, input, journey));
      };
      return askAgain(request, context.progress.note);
    }),
  // Times have more digits than numbers of JSON.
  ({ traced }) => JSON.parse(traceJson(traced)) as unknown,
);

/** The journeys that the lab can show now. */
export const listJourneys = operation('trace', (context): Promise<readonly Journey[]> =>
  onLab(context, async (verifyContext) => {
    const { lab, moment } = await lookAround(context, verifyContext, { announcers: false });
    return journeys(lab, moment);
  }),
);

const lookAround = (
  context: Context,
  verifyContext: VerifyContext,
  { announcers }: { readonly announcers: boolean },
): Promise<PathInput> =>
  context.progress.step('The lab as it is now', async () => {
    const { simulatedInternet } = verifyContext;
    if (announcers) logInto(verifyContext);
    return waitFor(() => momentSeen(verifyContext, { simulatedInternet, announcers }), untilTold);
  });

/** Seconds. An emulated API server that is busy lets a request go now and then. */
const untilTold = { what: 'the cluster to say what runs', deadline: 60, remedy: './lab status tells what runs' } as const;

async function momentSeen(context: VerifyContext, options: MomentOptions): Promise<Look<PathInput>> {
  try {
    return { value: pathInput(context.lab, await labMoment(context, options)), observation: '' };
  } catch (error) {
    if (!(error instanceof InconclusiveError)) throw error;
    context.invalidate();
    return { observation: error.message };
  }
}

/** Begins the logins that watching needs while the cluster is asked: on an emulated machine each takes seconds. */
function logInto({ lab, probe }: VerifyContext): void {
  for (const { name } of nodes(lab).slice(0, 4))
    probe.exec({ at: 'machine', name }, ['true'], { apart: true, timeoutSeconds: 10 }).catch(() => undefined);
}

/** Runs work on the running lab, and leaves it as it was. */
async function onLab<Result>(context: Context, work: (verifyContext: VerifyContext) => Promise<Result>): Promise<Result> {
  const hypervisor = await runningHypervisor(context);
  await repairLeftovers(context, { hypervisor });
  const probe = await createLiveProbe(context, hypervisor);
  try {
    return await work({
      lab: context.lab,
      probe,
      simulatedInternet: hypervisor.internet === 'simulated',
      hostAddresses: [],
      clock: systemClock,
      changes: changeLog(context, 'trace'),
      alone: true,
      unique: () => `lab-${crypto.randomUUID().slice(0, 13)}`,
      ...new ObservationCache().view(),
    });
  } catch (error) {
    throw told(error);
  } finally {
    noteLeftovers(context);
    await uninterrupted(() => probe.close(), 10);
  }
}

/** What users are told of a fault. */
function told(error: unknown): unknown {
  if (error instanceof TargetError) return usageError(error.message, { remedy: error.remedy, cause: error });
  if (error instanceof InconclusiveError)
    return labError(error.message, {
      remedy: `${lookAt(error.seen.command)}ask again; ./lab status tells what runs`,
      cause: error,
    });
  if (unreadable.some((kind) => error instanceof kind))
    return labError(`what was captured cannot be read: ${(error as Error).message}`, {
      remedy: 'ask again; ./lab status tells whether the lab was built by this version',
      cause: error,
    });
  return error;
}

/** A command that users can paste. Those of a watch are whole scripts. */
const lookAt = (command: string): string => (command.includes('\n') ? '' : `look at it with ${command}, or `);

/** What a program of another version wrote, or one that was ended in the middle. */
const unreadable = [PcapError, InterfacesError, RuleTraceError, ConntrackError] as const;
