import type { Lab } from '../model';
import { type Verdict, type VerifyContext, verdict } from './claim';
import { podsOf } from './cluster';
import { askHostnames } from './curl';
import { describeObservation, type VantagePoint } from './probe';

/**
 * How many requests make it all but certain (1 in 1000 otherwise) that each of `pods` equally likely pods answered at
 * least once: the chance that one is missed is at most pods · e^(-requests/pods).
 */
export const requestsFor = (pods: number): number => Math.ceil(pods * (Math.log(pods) + 7));

/** Every request is answered, by the workload's ready pods and nobody else, and each of them answers some. */
export async function checkSpread(
  context: VerifyContext,
  from: VantagePoint,
  base: string,
  workload: string,
  extra: readonly string[] = [],
): Promise<Verdict> {
  const pods = await podsOf(context, workload);
  const ready = pods.value.filter((pod) => pod.ready).map((pod) => pod.name);
  const planned = replicasOf(context.lab, workload);
  if (ready.length !== planned)
    return verdict(pods.seen, false, `${ready.length} pods of ${workload} are ready, ${planned} are planned`);

  const requests = requestsFor(planned);
  const { names, seen } = await askHostnames(context, from, base, requests, extra);
  if (names.length !== requests) {
    const trouble = seen.exitCode === 0 ? '' : `; ${describeObservation(seen)}`;
    return verdict(seen, false, `${names.length} of ${requests} requests were answered${trouble}`);
  }
  const strangers = [...new Set(names)].filter((name) => !ready.includes(name));
  if (strangers.length > 0)
    return verdict(seen, false, `answered by ${strangers[0]!.slice(0, 80)}, which is no pod of ${workload}`);
  const silent = ready.filter((name) => !names.includes(name));
  if (silent.length > 0) return verdict(seen, false, `${silent.join(', ')} answered none of ${requests} requests`);
  const counts = ready.map((name) => `${name} ${names.filter((other) => other === name).length}`);
  return verdict(seen, true, `${requests} answers: ${counts.join(', ')}`);
}

/** How many pods the definition gives a workload. */
export function replicasOf(lab: Lab, workload: string): number {
  const found = lab.workloads.find(({ name }) => name === workload);
  if (!found) throw new Error(`no workload ${workload} in the lab's definition`);
  return found.replicas;
}
