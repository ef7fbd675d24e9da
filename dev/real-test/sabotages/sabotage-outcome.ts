import { table } from '../../../lib/report/table';

/** A claim that a sabotage turned red. */
export interface RedClaim {
  readonly claim: string;
  /** From the end of the sabotage until it was decided. */
  readonly seconds: number;
  readonly evidence: string;
}

/** What came of one sabotage. */
export interface Outcome {
  readonly id: string;
  /** In the order in which they were decided. */
  readonly red: readonly RedClaim[];
  /** What was to turn red and stayed true, or is no claim of the lab. */
  readonly missed: readonly string[];
  /** Seconds from the repair until all was true. */
  readonly trueAgain?: number;
  /** What went wrong: it could not be done, or left something. */
  readonly fault?: string;
}

/** Whether verification has seen it, and the lab is as before. */
export const isSeen = ({ red, missed, fault }: Outcome): boolean => red.length > 0 && missed.length === 0 && fault === undefined;

/** `masquerade-lost: pods.masqueraded.worker-2 after 4 s; true again after 3 s` */
export function describeOutcome({ id, red, missed, trueAgain, fault }: Outcome): string {
  const seen = red.map(({ claim, seconds }) => `${claim} after ${Math.round(seconds)} s`).join(', ') || 'NOTHING turned red';
  const parts = [
    seen,
    ...(missed.length > 0 ? [`still true: ${missed.join(', ')}`] : []),
    ...(fault ? [fault] : []),
    ...(trueAgain === undefined ? [] : [`true again after ${Math.round(trueAgain)} s`]),
  ];
  return `${id}: ${parts.join('; ')}`;
}

/** A row for each: how many claims turned red, the first of them and when, what was missed, and when all was true again. */
export function outcomeTable(outcomes: readonly Outcome[]): string {
  const seconds = (value: number | undefined) => (value === undefined ? '' : `${Math.round(value)} s`);
  return table(
    ['sabotage', 'red', 'first', 'after', 'true again', 'not seen'],
    outcomes.map(({ id, red, missed, trueAgain, fault }) => [
      id,
      String(red.length),
      red[0]?.claim ?? '',
      seconds(red[0]?.seconds),
      seconds(trueAgain),
      [...missed, ...(fault ? [fault] : [])].join('; '),
    ]),
  );
}
