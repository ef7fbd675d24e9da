import { usageError, UserError } from '../../host/user-error';
import type { Sample } from '../../lib/bench';
import { definitionOf, formatMebibytes, type Lab, resolveLab } from '../../lib/model';
import type { Context } from '../../operations/context';
import { down } from '../../operations/down';
import { contextOf } from '../../operations/find-lab';
import { builtLab } from '../../operations/lab-folder/built-definition';
import { measureCheckpoint, measureDown, type Measured, measureRest, measureUp, recorder } from './measure-lab';

/** One thing to measure: labs of so many workers, so many side by side. */
export interface Case {
  readonly run: number;
  readonly workers: number;
  readonly labs: number;
}

/** The labs that are measured are called so, with a number. */
const benchName = (lab: number): string => `bench-${lab}`;

/**
 * Builds the first lab from nothing, and each further one from the first one's ready lab. Where only one may run, the first is removed before a
 * second one begins. Whatever happens, none of them stays.
 * @returns what was measured, and what went wrong after that, in words
 */
export async function measureCase(context: Context, asked: Case): Promise<{ samples: readonly Sample[]; fault?: string }> {
  const samples: Sample[] = [];
  const labs = Array.from({ length: Math.max(2, asked.labs) }, (_, index) => benchLab(context.lab, asked.workers, index + 1));
  for (const lab of labs) requireFree(lab);
  const measured = labs.map((lab, index): Measured => {
    const begin = index === 0 ? 'cold' : 'ready';
    // One that runs alone is the first of its kind.
    const record = recorder(samples, { run: asked.run, workers: asked.workers, lab: asked.labs > 1 ? index + 1 : 1, begin });
    return { context: contextOf(lab, context), begin, record };
  });
  try {
    await measureAll(measured, asked.labs > 1);
    return { samples };
  } catch (error) {
    if (!(error instanceof UserError) || context.signal.aborted) throw error;
    return { samples, fault: error.message };
  } finally {
    for (const { context: one } of measured) if (builtLab(one.lab.name)) await down(one);
  }
}

async function measureAll([first, ...others]: readonly Measured[], sideBySide: boolean): Promise<void> {
  await measureUp(first!);
  await measureRest(first!);
  if ((await first!.context.hypervisor()).states === undefined) return measureDown(first!);
  await measureCheckpoint(first!);
  if (!sideBySide) await measureDown(first!);
  for (const other of others) {
    await measureUp(other);
    await measureRest(other);
  }
}

/** The lab asked for, under a name of its own, with so many workers like its first. */
export function benchLab(lab: Lab, workers: number, number: number): Lab {
  const definition = { ...definitionOf(lab), name: benchName(number) };
  if (workers === lab.workers.length) return resolveLab(definition);
  const { cpus, memoryMiB, diskMiB } = lab.workers[0]!;
  const equal = { count: workers, cpus, memory: formatMebibytes(memoryMiB), disk: formatMebibytes(diskMiB) };
  return resolveLab({ ...definition, workers: equal });
}

function requireFree({ name }: Lab): void {
  if (builtLab(name))
    throw usageError(`there is a lab "${name}" already, and ./lab bench builds its own under that name`, {
      remedy: `remove it: ./lab down ${name}`,
    });
}
