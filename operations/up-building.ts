import type { NodeImage } from '../build/image/build-node-image';
import type { Toolchain } from '../build/toolchain';
import { type Hypervisor } from '../hypervisor';
import type { StackName } from '../stacks';
import type { Context } from './context';
import type { ReadyLab } from './ready/begin-from-ready';
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
  /** What becomes of ready labs. Default: none is looked for and none is kept. */
  readonly readyLabs?: { readonly begin: boolean; readonly keep: boolean };
  /** The key of the ready lab that this one may begin with, or become. Found by `ready-lab`. */
  readyKey?: string;
  /** The ready lab that this one begins with. Found by `ready-lab`. */
  ready?: ReadyLab;
}

export type UpStep = OperationStep<Building>;

/** What Terraform's runs of a stack need. */
export const runOf = ({ context, hypervisor, toolchain, image, ready }: Building, stack: StackName) => ({
  ...stackRun(context, hypervisor!, toolchain!, image!, stack),
  // Machines and objects that have just been brought back are those of their states.
  refresh: ready === undefined,
});
