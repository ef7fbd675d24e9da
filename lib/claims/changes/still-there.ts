import { type Lab, machines } from '../../model';
import type { RepairContext, Verdict } from '../../verify';

/** What was changed is gone for good, and its change with it. */
export const nothingLeft = (evidence: string): Verdict => ({ ok: true, evidence, command: './lab status' });

export const hasMachine = (lab: Lab, name: string): boolean => machines(lab).some((machine) => machine.name === name);

/**
 * Whether the StatefulSet still has a pod of this name, running or not. Its definition may have changed meanwhile. Where kubectl
 * does not say, it has.
 */
export async function hasPod(context: RepairContext, statefulSet: string, pod: string): Promise<boolean> {
  const replicas = await replicasOf(context, statefulSet);
  return replicas === undefined || Number(pod.slice(statefulSet.length + 1)) < replicas;
}

/** How many pods the StatefulSet is to have; 0 where there is none of that name, undefined where kubectl does not say. */
export async function replicasOf(context: RepairContext, statefulSet: string): Promise<number | undefined> {
  const what = ['get', 'statefulset', statefulSet, '--ignore-not-found', '-o', 'jsonpath={.spec.replicas}'];
  const { exitCode, stdout } = await context.probe.kubectl(what);
  return exitCode === 0 && /^\d*$/.test(stdout.trim()) ? Number(stdout.trim()) : undefined;
}
