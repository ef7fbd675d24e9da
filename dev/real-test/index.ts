import type { Context } from '../../operations/context';
import { prepareLabToolchain } from '../../operations/terraform/lab-toolchain';
import { checkRenderedText } from './jest-runs';
import { chosenParts } from './parts';
import { onRunningLab, withLab } from './with-lab';

/**
 * The checkers of rendered text; then a real lab from nothing to nothing. Whatever happens, the lab is removed.
 * @param running whether the lab runs already: it is looked at and stays. Default: false
 */
export async function testRealLab(context: Context, extent: string, { running = false } = {}): Promise<void> {
  const parts = chosenParts(extent);
  const all = extent === 'all';
  if (parts.needBuild) {
    // Whatever is missing is built now, so that `up` is the time of a lab and not of its programs.
    await context.image();
    if (all || extent === 'quick') await checkRenderedText(context);
    await prepareLabToolchain(context);
  }
  if (parts.onLab.length > 0)
    await (running ? onRunningLab : withLab)(context, async (built) => {
      for (const part of parts.onLab) await part.run(context, { all, built });
    });
  for (const part of parts.byItself) await part.run(context, { all, built: 0 });
}
