import { resolveLab } from '../../../lib/model';
import { claimsOf } from '../../../lib/claims';
import { redClaims } from '../fake-lab/fake-lab';
import { lyingLabs } from './lies';
import { told } from './told';

// Hundreds of claims for each of hundreds of lies, on a machine that may be running a lab.
jest.setTimeout(60_000);

describe('of all claims', () => {
  it.each(lyingLabs)('$red alone is red when $lie', async (lying) => {
    const { fake, disruptive } = told(lying);
    expect((await redClaims(fake, { disruptive })).sort()).toEqual([lying.red, ...(lying.also ?? [])].sort());
  });

  it('there is none that was not seen to catch a lie', () => {
    const caught = new Set(lyingLabs.map(({ red }) => red));
    const ids = claimsOf(resolveLab()).map(({ id }) => id);
    expect(ids.filter((id) => !caught.has(id))).toEqual([]);
  });
});
