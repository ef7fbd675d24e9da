import { describeObservation } from '../../probe';
import { type ChangeKind, pollUntil, type RepairContext, verdict, type Verdict } from '../../verify';

/** There is a Service in the namespace `default` that the definition does not have, with its endpoints. */
export interface ServiceCreated {
  readonly kind: 'service-created';
  readonly service: string;
}

/** The API server on a slow hour. */
const untilGone = { deadlineSeconds: 120, intervalSeconds: 2 } as const;

export const serviceCreated: ChangeKind<ServiceCreated> = {
  left: ({ service }) => ({ en: `it had created the Service ${service}`, ko: `${service} 서비스를 만들어 둔 채` }),
  repaired: () => ({ en: 'removed', ko: '지웠습니다' }),
  repair: (context, { service }) => pollUntil(context.clock, untilGone, () => removeService(context, service)),
};

/** An EndpointSlice of its name is the change's own, too; those that the cluster made go with the Service. */
async function removeService({ probe }: RepairContext, name: string): Promise<Verdict> {
  const what = ['service', 'endpointslice'].map((kind) => `${kind}/${name}`);
  const deleted = await probe.kubectl(['delete', ...what, '--ignore-not-found', '--wait=false']);
  if (deleted.exitCode !== 0) return verdict(deleted, false, `could not delete ${name}: ${describeObservation(deleted)}`);
  const seen = await probe.kubectl(['get', 'service', name, '--ignore-not-found', '-o', 'name']);
  const gone = seen.exitCode === 0 && seen.stdout.trim() === '';
  return verdict(seen, gone, `${name} is ${gone ? 'gone' : 'still there'}`);
}

/** Creates objects as JSON. Validation would fetch the whole OpenAPI document, which an emulated API server takes minutes to write. */
export async function create({ probe }: RepairContext, ...objects: readonly object[]): Promise<Verdict> {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const seen = await probe.kubectl(['create', '--validate=false', '-f', '-'], { input });
  return verdict(seen, seen.exitCode === 0, `could not create what was to be looked at: ${describeObservation(seen)}`);
}
