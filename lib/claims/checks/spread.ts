import type { Lab, Workload } from '../../model';
import { askHostnames, describeObservation, type Pod, podsOf, type Seen, type VantagePoint } from '../../probe';
import { verdict, type Verdict, type VerifyContext } from '../../verify';

/**
 * How many requests leave a chance of 1 in 1000 that one of `pods` equally likely pods never answered. That chance is at most
 * pods · e^(-requests/pods).
 */
export const requestsFor = (pods: number): number => Math.ceil(pods * (Math.log(pods) + 7));

/** Every request is answered by one of these ready pods, and each of them answers some. */
export async function checkSpread(
  context: VerifyContext,
  from: VantagePoint,
  base: string,
  pods: readonly Pod[],
  extra: readonly string[] = [],
): Promise<Verdict> {
  const ready = pods.map(({ name }) => name);
  const requests = requestsFor(ready.length);
  const { names, seen } = await askHostnames(context, from, base, requests, extra);
  if (names.length !== requests) {
    const trouble = seen.exitCode === 0 ? '' : `; ${describeObservation(seen)}`;
    return verdict(seen, false, `${names.length} of ${requests} requests were answered${trouble}`);
  }
  const unexpected = [...new Set(names)].filter((name) => !ready.includes(name));
  if (unexpected.length > 0)
    return verdict(seen, false, `answered by ${unexpected[0]!.slice(0, 80)}, which is none of ${ready.join(', ')}`);
  const unanswered = ready.filter((name) => !names.includes(name));
  if (unanswered.length > 0) return verdict(seen, false, `${unanswered.join(', ')} answered none of ${requests} requests`);
  const counts = ready.map((name) => `${name} ${names.filter((other) => other === name).length}`);
  return verdict(seen, true, `${requests} answers: ${counts.join(', ')}`);
}

/** The ready pods of a workload; a verdict instead when they are not as many as planned. */
export async function plannedPods(
  context: VerifyContext,
  workload: string,
): Promise<Seen<Pod[]> | { readonly missing: Verdict }> {
  const { value, seen } = await podsOf(context, workload);
  const ready = value.filter((pod) => pod.ready);
  const planned = workloadOf(context.lab, workload).replicas;
  if (ready.length === planned) return { value: ready, seen };
  return { missing: verdict(seen, false, `${ready.length} pods of ${workload} are ready, ${planned} are planned`) };
}

/** A workload of the definition. */
export function workloadOf(lab: Lab, name: string): Workload {
  const found = lab.workloads.find((workload) => workload.name === name);
  if (!found) throw new Error(`no workload ${name} in the lab's definition`);
  return found;
}
