import type { Context } from './context';
import { down } from './down';
import { removableContext } from './find-lab';
import { begunRemoval } from './lab-folder/removal';

/**
 * Ends the removal that a killed or interrupted `down` has begun. Some of the lab is gone then, and Terraform, which still knows it,
 * fails at what it does not find.
 */
export async function finishRemoval({ lab, stateDir, progress }: Context): Promise<void> {
  const begun = begunRemoval(stateDir);
  if (!begun) return;
  progress.note(`an earlier down was ended half way (it began ${begun.since}); the rest of that lab is removed first`);
  await down({ ...removableContext({ lab: lab.name }), progress, out: () => undefined });
}
