import type { NodeImage } from '../build/image/build-node-image';
import type { Toolchain } from '../build/toolchain';
import { type Hypervisor } from '../hypervisor';
import type { StackName } from '../stacks';
import type { Context } from './context';
import type { OperationStep } from './steps';
import { stackRun } from './terraform/stack-run';

/** What `up` knows from its first step to its last; steps fill it in. */
export interface Building {
  readonly context: Context;
  /** Found by `packages`; found again by `acceleration`, with its domain type. */
  hypervisor?: Hypervisor;
  /** Found by `toolchain`. */
  toolchain?: Toolchain;
  /** Found by `image`. */
  image?: NodeImage;
}

export type UpStep = OperationStep<Building>;

/** What Terraform's runs of a stack need. */
export const runOf = ({ context, hypervisor, toolchain, image }: Building, stack: StackName) =>
  stackRun(context, hypervisor!, toolchain!, image!, stack);
