import { setTimeout as sleep } from 'node:timers/promises';
import { progressTo } from '../host/progress';
import { UserError } from '../host/user-error';
import type { LabReport } from '../lib/report';
import type { Context } from './context';
import type { OperationEvent } from './events';

/** What one round of looking came to: a report, or why there is none. */
export type Round = { readonly number: number; readonly endedAt: Date } & (
  { readonly report: LabReport; readonly trouble?: undefined } | { readonly trouble: UserError; readonly report?: undefined }
);

/** How a lab is watched. */
export interface Watching {
  /** Seconds from the end of a round to the next. */
  readonly intervalSeconds: number;
  /** Looks at the lab once. @param number of the round, from 1 */
  readonly look: (number: number) => Promise<LabReport>;
  readonly onRound: (round: Round) => void;
}

/**
 * Looks at a lab again and again until the context's signal ends it. A lab that does not run, or that another command changes, is told and
 * waited for.
 * @returns the last whole round. @throws what the first round throws when it is interrupted, and errors that waiting does not mend
 */
export async function watchLab(
  { signal }: Pick<Context, 'signal'>,
  { intervalSeconds, look, onRound }: Watching,
): Promise<Round> {
  let last: Round | undefined;
  for (let number = 1; ; number += 1) {
    try {
      last = await lookOnce(signal, number, look);
      onRound(last);
      await sleep(intervalSeconds * 1000, undefined, { signal });
    } catch (error) {
      if (signal.aborted && last) return last;
      throw error;
    }
  }
}

async function lookOnce(signal: AbortSignal, number: number, look: Watching['look']): Promise<Round> {
  try {
    const report = await look(number);
    return { number, report, endedAt: new Date() };
  } catch (error) {
    if (signal.aborted || !(error instanceof UserError) || error.kind !== 'lab') throw error;
    return { number, trouble: error, endedAt: new Date() };
  }
}

/**
 * The same lab, of whose events only notes and warnings are told: each round would tell the same steps and claims.
 * @param onNote called before each
 */
export function withoutProgress(context: Context, onNote: () => void = () => undefined): Context {
  const notify = (event: OperationEvent): void => {
    if (event.code !== 'note' && event.code !== 'warning') return;
    onNote();
    context.notify(event);
  };
  return { ...context, notify, progress: progressTo(notify) };
}
