import { type Cell, reachTable } from '../../../../lib/claims/reach/reach-table';
import { shareLook } from '../../../../lib/claims/reach/shared-look';
import { ObservationCache } from '../../../../lib/probe';
import { loopback } from '../../fake-lab/loopback';

const isReached = ({ caller, expected }: Cell) => caller.kind === 'lan' && expected === 'reached';
const cells = reachTable(loopback.lab).filter(isReached);

/** What two cells' looks were for. */
async function looksOf(alone: boolean): Promise<readonly (readonly Cell[])[]> {
  const context = { ...loopback, ...new ObservationCache().view(), alone };
  const looks: (readonly Cell[])[] = [];
  for (const cell of cells.slice(0, 2))
    await shareLook(context, cell, { key: 'from the LAN', includes: isReached }, (some) => Promise.resolve(looks.push(some)));
  return looks;
}

describe('a look', () => {
  test('is one for all cells that share it', async () => {
    expect(cells.length).toBeGreaterThan(2);
    expect(await looksOf(false)).toEqual([cells]);
  });

  test('of a claim that is looked at alone is for its own cell only', async () => {
    expect(await looksOf(true)).toEqual([[cells[0]], [cells[1]]]);
  });
});
