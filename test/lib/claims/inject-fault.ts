import { resolveLab } from '../../../lib/model';
import { claimsOf } from '../../../lib/claims';
import { FakeLab } from '../fake-lab/fake-lab';
import type { FaultyLab } from './faults';

export interface Injected {
  /** The lab with the fault. */
  readonly fake: FakeLab;
  /** Claims that stop machines take their part only where a fault is about them. */
  readonly disruptive: boolean;
}

/** A lab with the fault injected. */
export function injectFault({ lab, fails, inject }: FaultyLab): Injected {
  const fake = new FakeLab(resolveLab(lab));
  inject(fake);
  return { fake, disruptive: claimsOf(fake.lab).some((claim) => claim.id === fails && claim.disruptive) };
}
