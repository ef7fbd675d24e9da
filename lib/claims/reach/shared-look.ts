import type { VerifyContext } from '../../verify';
import { type Cell, reachTable } from './reach-table';

/** Which cells one look is for. */
export interface SharedLook {
  /** What the look is known by among the observations. */
  readonly key: string;
  readonly includes: (cell: Cell) => boolean;
}

/**
 * One look for many cells, which their claims share: a connection to an emulated machine costs seconds. A claim that is looked at alone
 * has one for its own cell: so many questions at once may have kept its answer away.
 */
export const shareLook = <T>(
  context: VerifyContext,
  cell: Cell,
  { key, includes }: SharedLook,
  take: (cells: readonly Cell[]) => Promise<T>,
): Promise<T> => (context.alone ? take([cell]) : context.observe(key, () => take(reachTable(context.lab).filter(includes))));
