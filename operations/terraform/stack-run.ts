import { labFiles } from '../../host/lab-files';
import type { Hypervisor } from '../../hypervisor';
import type { NodeImage } from '../../build/image/build-node-image';
import { type StackName, statesVariable } from '../../stacks';
import type { Toolchain } from '../../build/toolchain';
import type { Context } from '../context';
import { type StackRun, synthesisFolder } from './run-terraform';

/** What one stack's Terraform runs need to know of a lab. */
export function stackRun(
  context: Pick<Context, 'lab' | 'stateDir'>,
  hypervisor: Hypervisor,
  toolchain: Toolchain,
  image: Pick<NodeImage, 'folder'>,
  stack: StackName,
): StackRun {
  return {
    stack,
    labName: context.lab.name,
    folder: synthesisFolder(context.lab.name),
    toolchain,
    variables: stackVariables(context, hypervisor, image)[stack],
    wrap: (argv) => hypervisor.command('lan', argv),
  };
}

/** The values of every stack's variables (`lib/constructs/inputs.ts`, `lib/constructs/cluster-gate.ts`, `stacks/state.ts`). */
export function stackVariables(
  { lab, stateDir }: Pick<Context, 'lab' | 'stateDir'>,
  hypervisor: Pick<Hypervisor, 'terraformVariables'>,
  image: Pick<NodeImage, 'folder'>,
): Readonly<Record<StackName | 'own', Readonly<Record<string, string>>>> {
  const { secrets, terraform: states } = labFiles(stateDir);
  const others = { [statesVariable(lab.name)]: states };
  return {
    infrastructure: { secrets, ...hypervisor.terraformVariables, node_image: image.folder },
    platform: { secrets, ...others, node: process.execPath },
    services: { secrets },
    // A user's own, that may refer to these and use the cluster.
    own: { secrets, ...others },
  };
}
