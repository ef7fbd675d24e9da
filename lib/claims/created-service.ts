import type { Claim, Verdict, VerifyContext } from '../verify';
import { create, serviceCreated } from './changes/service-created';
import { restsOnRules } from './disturbance';
import { whileCreated } from './while-created';

/** What claims have in common that make a Service of their own to look at. */
export const ofCreatedService = (
  service: string,
): Pick<Claim, 'deadlineSeconds' | 'intervalSeconds' | 'disturbs' | 'unsettles'> => ({
  deadlineSeconds: 60,
  intervalSeconds: 5,
  disturbs: restsOnRules,
  unsettles: [`Service default/${service} `],
});

/** Creates a Service with these objects, looks at it, and removes it again whatever happens. */
export const onCreatedService = (
  context: VerifyContext,
  service: string,
  objects: readonly object[],
  look: () => Promise<Verdict>,
): Promise<Verdict> =>
  whileCreated(context, serviceCreated, { kind: 'service-created', service }, { make: () => create(context, ...objects), look });
