import { leastWait } from '../probe';
import type { Clock } from './clock';
import { afterLook, type Look, type Next, type Patience } from './patience';
import { attempt } from './poll';
import type { SettledWatch } from './settled-watch';
import type { Verdict } from './verdict';

/** How the looks at one claim ended. */
export interface Decision {
  readonly ok: boolean;
  readonly because: Extract<Next, { ok: boolean }>['because'];
  /** All of them, the last one last. */
  readonly looks: readonly Look[];
}

/** What the looks of one claim need, and who is told. */
export interface Looking {
  readonly clock: Clock;
  readonly watch: Pick<SettledWatch, 'unsettled'>;
  readonly check: () => Promise<Verdict>;
  /** Told after each look, before the next. */
  readonly onLook?: (look: Look) => void;
}

/** Looks at a claim until it is decided. An interruption ends it between two looks. */
export async function decide({ clock, watch, check, onLook }: Looking, patience: Patience): Promise<Decision> {
  const looks: Look[] = [];
  for (;;) {
    const began = clock.now();
    const verdict = await attempt(check);
    const ended = clock.now();
    const asks = !verdict.ok && !verdict.final && !patience.changing;
    const settling = verdict.settling === undefined ? [] : [verdict.settling];
    const look: Look = { began, ended, verdict, unsettled: asks ? [...settling, ...(await watch.unsettled())] : [] };
    looks.push(look);
    onLook?.(look);
    const next = afterLook(looks, patience);
    if ('ok' in next) return { ...next, looks };
    await clock.sleep(next.afterSeconds);
  }
}

/** Whether a false claim may be one that had no answer because others kept the machines busy: its last look waited for one in vain. */
export const isDoubtful = ({ ok, because, looks }: Decision): boolean => {
  const { began, ended } = looks.at(-1)!;
  return !ok && because !== 'final' && ended - began >= leastWait * 1000;
};

/** The failed looks of a claim, with the first and the last thing that was seen instead. */
export interface FailedLooks {
  readonly count: number;
  /** All looks. */
  readonly of: number;
  readonly first: string;
  readonly last: string;
  /** What of the lab was still changing at the first of them. */
  readonly unsettled: readonly string[];
}

export function failedLooks(looks: readonly Look[]): FailedLooks | undefined {
  const failed = looks.filter(({ verdict }) => !verdict.ok);
  if (failed.length === 0) return undefined;
  const [first, last] = [failed[0]!, failed.at(-1)!];
  return {
    count: failed.length,
    of: looks.length,
    first: first.verdict.evidence,
    last: last.verdict.evidence,
    unsettled: first.unsettled,
  };
}
