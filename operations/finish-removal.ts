import type { Context } from './context';
import { removeLab } from './down';
import { removableContext } from './find-lab';
import { begunRemoval } from './lab-folder/removal';

/**
 * Ends the removal that a killed or interrupted `down` has begun. Some of the lab is gone then, and Terraform, which still knows it,
 * fails at what it does not find.
 */
export async function finishRemoval(context: Context): Promise<void> {
  const begun = begunRemoval(context.stateDir);
  if (!begun) return;
  context.progress.note(`an earlier down was ended half way (it began ${begun.since}); the rest of that lab is removed first`);
  await removeLab({ ...removableContext({ lab: context.lab.name }, context), progress: context.progress });
}
