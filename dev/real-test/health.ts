import { setTimeout as sleep } from 'node:timers/promises';
import { labError } from '../../host/user-error';
import { currentInterruption } from '../../host/interruption';
import { waitFor } from '../../host/wait';
import { listObjects, restarts } from '../../operations/cluster/cluster-state';
import type { Context } from '../../operations/context';

export const healthMinutes = 10;

/** No container of the lab restarts for some minutes. */
export const expectHealth = (context: Context): Promise<void> =>
  expectNoRestarts(context, `within ${healthMinutes} minutes`, async () => {
    // The claim itself is about time: nothing to wait for can end it sooner.
    await sleep(healthMinutes * 60_000, undefined, { signal: currentInterruption() });
  });

/** Does something to the lab, after which no container has been restarted. `when` ends the sentence of a failure. */
export async function expectNoRestarts(context: Context, when: string, work: () => Promise<void>): Promise<void> {
  const before = await restartCounts(context);
  await work();
  const after = await restartCounts(context);
  if (after !== before) throw labError(`containers were restarted ${when}.\nbefore:\n${before}\nafter:\n${after}`);
}

/** An API server that has just been away has some time to answer. */
const restartCounts = (context: Context): Promise<string> =>
  waitFor(
    async () => {
      const pods = await listObjects(context, 'pods');
      return typeof pods === 'string' ? { observation: pods } : { value: restarts(pods).join('\n'), observation: '' };
    },
    { what: 'the API server to list the pods', deadline: 5 * 60, interval: 5 },
  );
