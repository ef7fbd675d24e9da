import { join } from 'node:path';
import { labError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { formatDuration } from '../../lib/report/times';
import { verify } from '../../cli/commands/verify';
import { finish } from '../../cli/outcome';
import { claimsOf } from '../../lib/claims';
import { stackNames } from '../../stacks';
import type { ClaimChoice } from '../../operations/claim-choice';
import type { Context } from '../../operations/context';
import { askedContext } from '../../operations/find-lab';
import { plannedChanges } from '../../operations/terraform/planned-changes';
import { stackRun } from '../../operations/terraform/stack-run';
import { prepareLabToolchain } from '../../operations/terraform/lab-toolchain';
import { timed, withLab } from './with-lab';

/** Differs from the default lab in every address. */
const otherLab = join(projectRoot, 'examples', 'small-workers.yaml');

/** Every claim of the running lab; with `all` those that disturb it, too, and within a third of the time of `up`. */
export async function verifyAll(
  context: Context,
  { all, built }: { readonly all: boolean; readonly built: number },
): Promise<void> {
  const verified = await timed(() => verifyAndTell(context));
  expectQuickVerification(context, { built, verified, strict: all && built > 0 });
  if (all) await verifyAndTell(context, { all: true, only: disruptiveClaims(context) });
}

/** Every claim of a lab that has nothing in common with the default one. */
export async function verifyOtherLab(context: Context): Promise<void> {
  const other = askedContext({ config: otherLab }, context);
  await withLab(other, () => verifyAndTell(other));
}

/** As `./lab verify --output markdown`. @throws a lab fault where a claim is not true */
async function verifyAndTell(context: Context, choice: ClaimChoice = {}): Promise<void> {
  finish(await verify(context, { ...choice, output: 'markdown' }), context.out);
}

/** A busy machine may spoil the comparison, so only the test that has the machine for itself insists on it. */
function expectQuickVerification(
  { progress }: Context,
  { built, verified, strict }: { readonly built: number; readonly verified: number; readonly strict: boolean },
): void {
  const sentence = `up took ${formatDuration(built)}, verification ${formatDuration(verified)}`;
  progress.note(sentence);
  if (strict && verified * 3 >= built) throw labError(`${sentence}: that is a third of it or more`);
}

const disruptiveClaims = ({ lab }: Context): string[] => claimsOf(lab).flatMap(({ id, disruptive }) => (disruptive ? [id] : []));

/** @throws a lab fault where Terraform would change anything of a lab that was built a moment ago */
export async function expectNoChanges(context: Context): Promise<void> {
  const hypervisor = await context.hypervisor();
  const toolchain = await prepareLabToolchain(context, context.progress.quiet());
  for (const stack of stackNames) {
    const run = stackRun(context, hypervisor, toolchain, await context.image(), stack);
    const changes = await plannedChanges(run, { detail: () => undefined });
    if (changes.length > 0)
      throw labError(
        `the stack ${stack} is not as its definition although nothing was changed:\n${JSON.stringify(changes, null, 2)}`,
      );
  }
}
