import type { Context } from '../../operations/context';
import { prepareLabToolchain } from '../../operations/terraform/lab-toolchain';
import { checkRenderedText } from './jest-runs';
import { runInTime } from './in-time';
import { chosenParts, type Part } from './parts';
import { onRunningLab, withLab } from './with-lab';

/**
 * The checkers of rendered text; then a real lab from nothing to nothing. Whatever happens, the lab is removed.
 * @param running whether the lab runs already: it is looked at and stays. Default: false
 * @param within minutes, after which only parts begin that always run; the others are named at the end. Default: no limit
 */
export async function testRealLab(context: Context, extent: string, { running = false, within = Infinity } = {}): Promise<void> {
  const ends = Date.now() + within * 60_000;
  const parts = chosenParts(extent);
  const all = extent === 'all';
  if (parts.needBuild) {
    // Whatever is missing is built now, so that `up` is the time of a lab and not of its programs.
    await context.image();
    if (all || extent === 'quick') await checkRenderedText(context);
    await prepareLabToolchain(context);
  }
  const leftOut: string[] = [];
  const run = async (some: readonly Part[], built: number) =>
    void leftOut.push(...(await runInTime(some, ends, (part) => part.run(context, { all, built }))));
  if (parts.onLab.length > 0) await (running ? onRunningLab : withLab)(context, (built) => run(parts.onLab, built));
  await run(parts.byItself, 0);
  if (leftOut.length > 0) context.out(`NOT RUN, because ${within} minutes were over: ${leftOut.join(', ')}`);
}
