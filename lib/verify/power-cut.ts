import type { Machine } from '../model';
import { type Verdict, type VerifyContext, verdict } from './claim';
import { persist } from './clock';
import { allPods, getNodes } from './cluster';
import { describeObservation } from './probe';

/** Booting a node and its pods, on a slow hour. */
const untilUp = { deadlineSeconds: 900, intervalSeconds: 5 } as const;

/**
 * Restarts a machine as a power cut does: at once, with nothing written or ended first
 * (https://docs.kernel.org/admin-guide/sysrq.html, command b). The second's delay lets the login end.
 */
const cutPower = '(sleep 1; echo b >/proc/sysrq-trigger) >/dev/null 2>&1 &';

/** What the API server knows of a node's current boot. */
export async function bootOf(context: VerifyContext, node: Machine): Promise<string | undefined> {
  const { value } = await getNodes(context);
  return value.find(({ metadata }) => metadata.name === node.name)?.status.nodeInfo?.bootID;
}

export async function restartAtOnce(context: VerifyContext, node: Machine): Promise<Verdict> {
  const seen = await context.probe.exec({ at: 'machine', name: node.name }, ['sudo', 'sh', '-c', cutPower]);
  return verdict(seen, seen.exitCode === 0, seen.exitCode === 0 ? `${node.name} was cut off` : describeObservation(seen));
}

/**
 * Waits until the node has booted again and every pod on it is ready. What the API server says of them is old until kubelet
 * runs again, so it must hold for some looks.
 */
export function untilBackUp(context: VerifyContext, node: Machine, before: string): Promise<Verdict> {
  const started = context.clock.now();
  return persist(context.clock, { ...untilUp, times: 4 }, async () => {
    context.forget();
    const now = await bootOf(context, node);
    const { value, seen } = await allPods(context);
    const waiting = value.filter((pod) => pod.node === node.name && !pod.ready).map(({ name }) => name);
    const booted = now !== undefined && now !== before;
    const state = !booted ? 'has not booted yet' : waiting.length > 0 ? `waits for ${waiting.join(', ')}` : 'is back';
    const seconds = Math.round((context.clock.now() - started) / 1000);
    return verdict(seen, booted && waiting.length === 0, `${node.name} ${state} after ${seconds} s`);
  });
}
