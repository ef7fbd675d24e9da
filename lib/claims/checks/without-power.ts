import { powerCut, type PowerCut } from '../changes/power-cut';
import { bootOf, describeObservation } from '../../probe';
import { type RepairContext, together, verdict, type Verdict, type VerifyContext, withChange } from '../../verify';

/**
 * Cuts a node's power, checks the lab meanwhile, and waits until the node is back with its pods. The verdict fails if the node
 * never rebooted.
 */
export async function withoutPower(
  context: VerifyContext,
  { node, boot }: Omit<PowerCut, 'kind'>,
  look?: () => Promise<Verdict>,
): Promise<Verdict> {
  const changed = await withChange(context, powerCut, { kind: 'power-cut', node, boot }, async () => {
    const cut = await restartAtOnce(context, node);
    return cut.ok && look ? look() : cut;
  });
  const seen = together(changed);
  if (!seen.ok) return seen;
  context.invalidate();
  if ((await bootOf(context, node)) === boot)
    return { ...changed.repaired, ok: false, evidence: `${node} was to be cut off and has not booted since` };
  return look ? seen : changed.repaired;
}

/**
 * Restarts a machine as a power cut does: at once, with nothing written or ended first
 * (https://docs.kernel.org/admin-guide/sysrq.html, command b). The second's delay lets the login end.
 */
const cutPower = '(sleep 1; echo b >/proc/sysrq-trigger) >/dev/null 2>&1 &';

async function restartAtOnce(context: RepairContext, node: string): Promise<Verdict> {
  const seen = await context.probe.exec({ at: 'machine', name: node }, ['sudo', 'sh', '-c', cutPower]);
  return verdict(seen, seen.exitCode === 0, seen.exitCode === 0 ? `${node} was cut off` : describeObservation(seen));
}
