import { labFiles } from '../../host/lab-files';
import type { Hypervisor } from '../../hypervisor';
import type { NodeImage } from '../../build/image/node-image';
import type { StackName } from '../../stacks';
import type { Toolchain } from '../../build/toolchain';
import type { Context } from '../context';
import { type StackRun, synthesisFolder } from './terraform';

/** What one stack's Terraform runs need to know of a lab. */
export function stackRun(
  context: Pick<Context, 'lab' | 'stateDir'>,
  hypervisor: Hypervisor,
  toolchain: Toolchain,
  image: Pick<NodeImage, 'folder'>,
  stack: StackName,
): StackRun {
  const { secrets } = labFiles(context.stateDir);
  return {
    stack,
    labName: context.lab.name,
    folder: synthesisFolder(context.lab.name),
    toolchain,
    variables: stack === 'infrastructure' ? { secrets, ...hypervisor.terraformVariables, node_image: image.folder } : { secrets },
    wrap: (argv) => hypervisor.command('lan', argv),
  };
}
