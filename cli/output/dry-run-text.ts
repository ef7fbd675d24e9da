import type { Lab } from '../../lib/model';
import { formatDuration, formatTime } from '../../lib/report/times';
import type { DryRun, DryStep } from '../../operations/dry-run';

const beginnings: Readonly<Record<DryRun['lab'], string>> = {
  new: 'was not built yet',
  unchanged: 'has the definition of its last ./lab up',
  changed: 'has another definition than at its last ./lab up; while it runs, ./lab diff shows what that changes',
};

/** What `up` would do. */
export const dryRunText =
  (lab: Lab) =>
  ({ lab: state, lastUp, steps }: DryRun): string =>
    [
      `The lab "${lab.name}" ${beginnings[state]}. Nothing was changed; ./lab up would do this:`,
      '',
      ...steps.flatMap(stepLines),
      '',
      lastUp
        ? `The times are those of the ./lab up that ended ${formatTime(lastUp)}: ${formatDuration(total(steps))} in all.`
        : 'How long it takes is not known before the first ./lab up; docs/performance.md has measured times.',
    ].join('\n');

const total = (steps: readonly DryStep[]): number => steps.reduce((sum, { milliseconds = 0 }) => sum + milliseconds, 0);

function stepLines({ title, todo, milliseconds }: DryStep): string[] {
  const time = milliseconds === undefined ? '' : formatDuration(milliseconds);
  return [`  ${time.padStart(12)}  ${title}`, ...todo.map((words) => `  ${''.padStart(12)}    ${words}`)];
}
