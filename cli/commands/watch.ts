import { usageError } from '../../host/user-error';
import { chosenClaims, type ClaimChoice } from '../../operations/claim-choice';
import { changingLab } from '../../operations/changing-lab';
import type { Context } from '../../operations/context';
import { verifyLab } from '../../operations/verify';
import { type Round, watchLab, withoutProgress } from '../../operations/watch-lab';
import { eventsForm } from '../forms';
import type { Outcome } from '../outcome';
import { watchChanges, watchTable } from '../output/watch-text';
import { Repainter } from '../repainter';

/** Seconds between two rounds: no end of looking would keep an emulated machine busy. */
const interval = { least: 5, most: 600, usual: 10 } as const;

/** What is shown of the rounds, and where. */
export interface WatchOptions extends ClaimChoice {
  readonly output: string;
  /** Seconds between two rounds, as the user wrote them; true for the usual. */
  readonly watch: string | true;
  /** Default: standard output. */
  readonly stream?: NodeJS.WriteStream;
}

/** Looks again and again until Ctrl-C. The exit status is that of the last whole round. */
export async function watch(context: Context, options: WatchOptions): Promise<Outcome> {
  const intervalSeconds = secondsOf(options.watch);
  const choice = { ...options, lookingOnly: true };
  // A wrong choice is told at once: no later round would be better.
  chosenClaims(context.lab, choice);
  const { onRound, shown } = showing(context, options);
  const look = (number: number) => {
    const seen = shown(number);
    return changingLab(seen, 'verify', () => verifyLab(seen, choice));
  };
  const last = await watchLab(context, { intervalSeconds, look, onRound });
  return { status: last.report?.report.ok ? 0 : 1 };
}

/** How rounds are shown, and the context in which each is looked at. */
interface Showing {
  readonly onRound: (round: Round) => void;
  readonly shown: (number: number) => Context;
}

function showing(context: Context, { output, stream = process.stdout }: WatchOptions): Showing {
  if (output === eventsForm) return { onRound: () => undefined, shown: () => context };
  if (output !== 'table') throw usageError(`--output ${output} with --watch: it has no end`, { remedy: 'use table or events' });
  return stream.isTTY ? repainting(context, stream) : tellingChanges(context, stream);
}

/** The table in its place. The first round shows its claims as they are decided, because it may take a minute. */
function repainting(context: Context, stream: NodeJS.WriteStream): Showing {
  const painter = new Repainter(stream);
  const quiet = withoutProgress(context, () => painter.leave());
  return {
    onRound: (round) => painter.paint(watchTable(round, stream)),
    shown: (number) => (number === 1 ? context : quiet),
  };
}

function tellingChanges(context: Context, stream: NodeJS.WriteStream): Showing {
  let before: Round | undefined;
  const quiet = withoutProgress(context);
  return {
    onRound: (round) => {
      for (const line of watchChanges(round, before)) stream.write(`${line}\n`);
      before = round;
    },
    shown: () => quiet,
  };
}

/** @throws a usage fault for what is no number of seconds within the bounds */
function secondsOf(given: string | true): number {
  if (given === true) return interval.usual;
  const seconds = Number(given);
  if (/^\d+$/.test(given) && seconds >= interval.least && seconds <= interval.most) return seconds;
  throw usageError(`--watch ${given}: it takes whole seconds from ${interval.least} to ${interval.most}`, {
    remedy: `leave them out for ${interval.usual} seconds`,
  });
}
