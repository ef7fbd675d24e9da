import type { Step } from '../host/progress';
import type { Context } from './context';

/** One step of an operation, as data: it can be counted, named and drawn before it runs. */
export interface OperationStep<State> {
  /** For programs: the same in every version. */
  readonly name: string;
  readonly title: string;
  /** Whether there is something to do. Asked when its turn comes. Default: always. */
  readonly when?: (state: State) => boolean;
  readonly run: (state: State, step: Step) => Promise<unknown>;
}

/** Runs steps one after another. The first that fails is the last. */
export async function runSteps<State extends { readonly context: Pick<Context, 'progress' | 'notify'> }>(
  steps: readonly OperationStep<State>[],
  state: State,
): Promise<void> {
  const { notify, progress } = state.context;
  notify({ code: 'operation.steps', steps: steps.map(({ name, title }) => ({ name, title })) });
  for (const [at, { name, title, when, run }] of steps.entries()) {
    if (when?.(state) === false) continue;
    await progress.step(title, (step) => run(state, step), { name, index: at + 1, of: steps.length });
  }
}
