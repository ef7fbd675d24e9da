import { resolveLab } from '../../../lib/model';
import { claimsOf } from '../../../lib/claims';
import { failingClaims } from '../fake-lab/fake-lab';
import { faultyLabs } from './faults';
import { injectFault } from './inject-fault';

// Hundreds of claims for each of hundreds of faults, on a machine that may be running a lab.
jest.setTimeout(60_000);

/**
 * These look at the whole of what other claims look at in parts: every way in the table of reach, every pod of a namespace, all that
 * a node must have to be given pods. A fault of a part may turn them red, too.
 */
const broad = /^(reach\.|nodes\.(system-pods|schedulable)\.|load-balancer\.new-service$|dns\.large-answer$)/;

describe('of all claims', () => {
  test.each(faultyLabs)('$fails alone fails when $fault', async (faulty) => {
    const { fake, disruptive } = injectFault(faulty);
    const named = [faulty.fails, ...(faulty.also ?? [])];
    const red = await failingClaims(fake, { disruptive });
    expect(red.filter((id) => named.includes(id) || !broad.test(id)).sort()).toEqual(named.sort());
  });

  test('there is none that was not seen to catch a fault', () => {
    const caught = new Set(faultyLabs.map(({ fails }) => fails));
    const ids = claimsOf(resolveLab()).map(({ id }) => id);
    expect(ids.filter((id) => !caught.has(id))).toEqual([]);
  });
});
