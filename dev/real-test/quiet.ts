import type { Context } from '../../operations/context';

/** A context in which operations tell nothing: the test's own steps tell enough. */
export const quiet = (context: Context): Context => ({
  ...context,
  progress: context.progress.quiet(),
  notify: () => undefined,
  out: () => undefined,
});
