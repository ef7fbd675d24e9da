import { describeObservation, psql } from '../../probe';
import { type Verdict, verdictOfAll, type VerifyContext } from '../../verify';
import type { PodService } from '../checks/service-port';
import type { Facts } from './facts';
import { mostOwnPods } from './places';
import type { Cell } from './reach-table';
import { isOfPod, targetsOf } from './targets';

/** Each database's pod logs in with the lab's password: to the next one under that one's own name, or at the Service. */
export async function checkOwnDatabases(context: VerifyContext, cell: Cell, service: PodService, facts: Facts): Promise<Verdict> {
  const pods = facts.readyPods(service.workload);
  const logins = pods.slice(0, mostOwnPods).flatMap((pod, index) => {
    const next = pods[(index + 1) % pods.length]!;
    return cell.ways.flatMap((way) => {
      const targets = targetsOf(context.lab, cell, service, way, facts);
      const found = 'missing' in targets ? [] : targets.value.filter((target) => isOfPod(context.lab, pod, target));
      return found
        .filter(({ among }) => among === undefined || among.includes(next.name))
        .map(({ host, port }) => ({ pod, host, port }));
    });
  });
  const results = await Promise.all(
    logins.map(async ({ pod, host, port }) => {
      const seen = await psql(context, pod.name, host, 'SELECT 40 + 2', { port });
      const ok = seen.exitCode === 0 && seen.stdout.trim() === '42';
      return { seen, ok, text: `${pod.name} at ${host}:${port}: ${ok ? 'let in with the password' : describeObservation(seen)}` };
    }),
  );
  const worst = results.find(({ ok }) => !ok) ?? results[0];
  if (!worst) return { ok: false, evidence: `no pod of ${service.workload} is ready`, command: './lab kubectl get pods -o wide' };
  return verdictOfAll(worst.seen, results);
}
