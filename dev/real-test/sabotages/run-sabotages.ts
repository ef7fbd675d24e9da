import { labError, usageError } from '../../../host/user-error';
import { closestName, type Lab } from '../../../lib/model';
import { type Context, runningHypervisor } from '../../../operations/context';
import { repairLeftovers } from '../../../operations/repair-leftovers';
import { changesGateway, type Sabotage, sabotagesOf } from './index';
import { describeOutcome, isSeen, type Outcome, outcomeTable } from './sabotage-outcome';
import { trySabotage, type TryOptions } from './try-sabotage';

/** The sabotages with these ids; all without any. @throws a usage fault for an id that is none */
export function chosenSabotages(lab: Lab, ids: readonly string[]): readonly Sabotage[] {
  const sabotages = sabotagesOf(lab);
  const known = sabotages.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    const nearest = closestName(id, known);
    throw usageError(`there is no sabotage "${id}" for this lab`, {
      remedy: nearest ? `did you mean ${nearest}?` : `they are ${known.join(', ')}`,
    });
  }
  return ids.length === 0 ? sabotages : sabotages.filter(({ id }) => ids.includes(id));
}

/**
 * Sabotages the running lab in one way after the other, and ends with a table.
 * @throws a lab fault where verification did not see one of them, after all were tried; at once where the lab cannot be repaired
 */
export async function expectSabotagesAreSeen(
  context: Context,
  ids: readonly string[] = [],
  options: TryOptions = {},
): Promise<void> {
  const chosen = chosenSabotages(context.lab, ids);
  const { kind } = await runningHypervisor(context);
  await repairLeftovers(context);
  // Elsewhere the gateway is the user's own machine.
  const sabotages = chosen.filter((sabotage) => kind === 'embedded' || !changesGateway(sabotage));
  const outcomes: Outcome[] = [];
  try {
    for (const [index, sabotage] of sabotages.entries()) {
      const title = `Sabotage ${index + 1} of ${sabotages.length}: ${sabotage.sentence}`;
      const outcome = await context.progress.step(title, () => trySabotage(context, sabotage, options));
      context.progress.note(describeOutcome(outcome));
      outcomes.push(outcome);
    }
  } finally {
    context.out(outcomeTable(outcomes));
  }
  const unseen = outcomes.filter((outcome) => !isSeen(outcome)).map(({ id }) => id);
  if (unseen.length > 0)
    throw labError(`${unseen.length} of ${outcomes.length} sabotages were not seen as they should: ${unseen.join(', ')}`, {
      remedy: 'host/typescript dev/sabotages.ts ID --everything shows which claims such a one turns red',
    });
}
