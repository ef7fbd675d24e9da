import type { AnyChange } from './change';
import type { ChangeKind } from './change-kind';
import type { VerifyContext } from './verify-context';
import { repairBy } from './repair';
import type { Verdict } from './verdict';

export interface Changed {
  /** What was seen while the lab was changed. */
  readonly shown: Verdict;
  /** Whether it was seen to be as before. */
  readonly repaired: Verdict;
}

/**
 * The only way in which a claim changes the lab: `work` changes it and observes it. The change is recorded before and repaired
 * afterwards, whatever happens. The record goes when the repair was seen to hold.
 * @throws what `work` throws, after the repair.
 */
export async function withChange<Change extends AnyChange>(
  context: VerifyContext,
  kind: ChangeKind<Change>,
  change: Change,
  work: () => Promise<Verdict>,
): Promise<Changed> {
  await context.changes.begin(change);
  let shown: Verdict;
  try {
    shown = await work();
  } catch (error) {
    // Where the repair fails, too, its record tells of it.
    await repair(context, kind, change).catch(() => undefined);
    throw error;
  }
  return { shown, repaired: await repair(context, kind, change) };
}

async function repair<Change extends AnyChange>(
  context: VerifyContext,
  kind: ChangeKind<Change>,
  change: Change,
): Promise<Verdict> {
  const repaired = await context.changes.uninterrupted(() => repairBy(context, kind, change));
  if (repaired.ok) await context.changes.end(change);
  return repaired;
}

/** The first failed verdict of both; what was shown where both hold. What could not be repaired is not changed once more. */
export function together({ shown, repaired }: Changed): Verdict {
  const seen = [shown, repaired].find(({ ok }) => !ok) ?? shown;
  return repaired.ok ? seen : { ...seen, final: true };
}
