import { run } from '../host/run';
import type { Context } from '../operations/context';

/** Bytes in a lab's own folder of disks, without those of a ready lab that it shares. */
export async function ownDiskBytes(context: Context): Promise<number> {
  const { storageFolder } = await context.hypervisor();
  const { stdout } = await run('du', ['--summarize', '--block-size=1', '--exclude=base', storageFolder]);
  return Number(stdout.split('\t')[0]);
}
