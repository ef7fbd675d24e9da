import { type LookContext, type Verdict, verdict } from './claim';
import { getNodes } from './cluster';
import { describeObservation } from './probe';

/**
 * Restarts a machine as a power cut does: at once, with nothing written or ended first
 * (https://docs.kernel.org/admin-guide/sysrq.html, command b). The second's delay lets the login end.
 */
const cutPower = '(sleep 1; echo b >/proc/sysrq-trigger) >/dev/null 2>&1 &';

/** What the API server knows of a node's current boot. */
export async function bootOf(context: LookContext, node: string): Promise<string | undefined> {
  const { value } = await getNodes(context);
  return value.find(({ metadata }) => metadata.name === node)?.status.nodeInfo?.bootID;
}

export async function restartAtOnce(context: LookContext, node: string): Promise<Verdict> {
  const seen = await context.probe.exec({ at: 'machine', name: node }, ['sudo', 'sh', '-c', cutPower]);
  return verdict(seen, seen.exitCode === 0, seen.exitCode === 0 ? `${node} was cut off` : describeObservation(seen));
}
