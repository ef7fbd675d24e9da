import { down } from '../../operations/down';
import { consoleTail } from '../../operations/console';
import { type Context, runningHypervisor } from '../../operations/context';
import { up } from '../../operations/up';

/** Builds a lab for `work`, which is told how many milliseconds that took, and removes it. */
export async function withLab(context: Context, work: (built: number) => Promise<void>): Promise<void> {
  try {
    await work(await timed(() => up(context)));
  } catch (error) {
    await showConsoles(context);
    throw error;
  } finally {
    if (!context.signal.aborted) await down(context);
  }
}

/** Does `work` on the lab that runs, which stays whatever happens. Nothing was built, so that is told to have taken no time. */
export async function onRunningLab(context: Context, work: (built: number) => Promise<void>): Promise<void> {
  await runningHypervisor(context);
  await work(0);
}

/** How many milliseconds it took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = Date.now();
  await work();
  return Date.now() - started;
}

async function showConsoles(context: Context): Promise<void> {
  const hypervisor = await context.hypervisor().catch(() => undefined);
  for (const log of hypervisor?.consoleLogs() ?? []) {
    process.stderr.write(`\n--- ${log}, last lines\n${consoleTail(log, 40).join('\n')}\n`);
  }
}
