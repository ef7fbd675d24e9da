import { resolveLab } from '../../../lib/model';
import { type Claim, claimsOf } from '../../../lib/verify';
import { FakeLab } from './fake-lab';
import type { LyingLab } from './lies';

export interface Told {
  /** The lab that lies. */
  readonly fake: FakeLab;
  /** The claim that must notice. */
  readonly claim: Claim;
  /** Claims that stop machines take their part only where a lie is about them. */
  readonly disruptive: boolean;
}

/** A lab in which the lie has been told. */
export function told({ lab, red, tell }: LyingLab): Told {
  const fake = new FakeLab(resolveLab(lab));
  tell(fake);
  const claim = claimsOf(fake.lab).find(({ id }) => id === red)!;
  return { fake, claim, disruptive: claim.disruptive ?? false };
}
