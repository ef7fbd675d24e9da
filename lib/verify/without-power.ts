import type { PowerCut } from './changes/power-cut';
import type { Verdict, VerifyContext } from './claim';
import { bootOf, restartAtOnce } from './power-cut';
import { together, withChange } from './with-change';

/**
 * Cuts a node's power, looks at the lab meanwhile, and waits until the node is back with its pods. A node that was on all the time
 * shows nothing.
 */
export async function withoutPower(
  context: VerifyContext,
  { node, boot }: Omit<PowerCut, 'kind'>,
  look?: () => Promise<Verdict>,
): Promise<Verdict> {
  const changed = await withChange(context, { kind: 'power-cut', node, boot }, async () => {
    const cut = await restartAtOnce(context, node);
    return cut.ok && look ? look() : cut;
  });
  const seen = together(changed);
  if (!seen.ok) return seen;
  context.forget();
  if ((await bootOf(context, node)) === boot)
    return { ...changed.repaired, ok: false, evidence: `${node} was to be cut off and has not booted since` };
  return look ? seen : changed.repaired;
}
