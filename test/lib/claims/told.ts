import { resolveLab } from '../../../lib/model';
import { claimsOf } from '../../../lib/claims';
import { FakeLab } from '../fake-lab/fake-lab';
import type { LyingLab } from './lies';

export interface Told {
  /** The lab that lies. */
  readonly fake: FakeLab;
  /** Claims that stop machines take their part only where a lie is about them. */
  readonly disruptive: boolean;
}

/** A lab in which the lie has been told. */
export function told({ lab, red, tell }: LyingLab): Told {
  const fake = new FakeLab(resolveLab(lab));
  tell(fake);
  return { fake, disruptive: claimsOf(fake.lab).some((claim) => claim.id === red && claim.disruptive) };
}
