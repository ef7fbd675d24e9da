import { resolveLab } from '../../../lib/model';
import { claimsOf } from '../../../lib/claims';
import { failingClaims } from '../fake-lab/fake-lab';
import { faultyLabs } from './faults';
import { injectFault } from './inject-fault';

// Hundreds of claims for each of hundreds of faults, on a machine that may be running a lab.
jest.setTimeout(60_000);

describe('of all claims', () => {
  test.each(faultyLabs)('$fails alone fails when $fault', async (faulty) => {
    const { fake, disruptive } = injectFault(faulty);
    expect((await failingClaims(fake, { disruptive })).sort()).toEqual([faulty.fails, ...(faulty.also ?? [])].sort());
  });

  test('there is none that was not seen to catch a fault', () => {
    const caught = new Set(faultyLabs.map(({ fails }) => fails));
    const ids = claimsOf(resolveLab()).map(({ id }) => id);
    expect(ids.filter((id) => !caught.has(id))).toEqual([]);
  });
});
