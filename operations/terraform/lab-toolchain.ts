import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { labFiles } from '../../host/lab-files';
import type { Progress } from '../../host/progress';
import { stackNames } from '../../stacks';
import { prepareToolchain, type ProviderOrigin, type Toolchain } from '../../build/toolchain';
import type { Context } from '../context';
import { StateEntry } from '../lab-folder/state-entry';
import { synthesisFolder } from './run-terraform';

/**
 * Terraform and the providers this lab was begun with: state written by one version of a provider may not be readable by
 * another, so a lab stays with the registry or with the mirror.
 */
export async function prepareLabToolchain(
  context: Pick<Context, 'lab' | 'stateDir' | 'progress'>,
  progress: Progress = context.progress,
): Promise<Toolchain> {
  const origin = new StateEntry<ProviderOrigin>(labFiles(context.stateDir).providerOrigin);
  const previous = origin.get();
  const toolchain = await prepareToolchain(progress, previous);
  if (toolchain.origin !== previous) {
    // The lock holds the checksums of the other origin's binaries.
    for (const stack of stackNames)
      rmSync(join(synthesisFolder(context.lab.name), 'stacks', stack, '.terraform.lock.hcl'), { force: true });
    origin.set(toolchain.origin);
  }
  return toolchain;
}
