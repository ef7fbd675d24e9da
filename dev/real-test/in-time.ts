import type { Part } from './parts';

/**
 * Runs parts in their order. Once the time is over, only those begin that always run.
 * @param ends milliseconds since the epoch
 * @returns the names of the others
 */
export async function runInTime(parts: readonly Part[], ends: number, run: (part: Part) => Promise<void>): Promise<string[]> {
  const leftOut: string[] = [];
  for (const part of parts) {
    if (part.always || Date.now() < ends) await run(part);
    else leftOut.push(part.name);
  }
  return leftOut;
}
