import { setTimeout as sleep } from 'node:timers/promises';
import { labFault } from '../../host/fault';
import { interruption } from '../../host/interruption';
import { listObjects, restarts } from '../cluster';
import type { Context } from '../context';

export const healthMinutes = 10;

/** No container of the lab restarts for some minutes. */
export async function expectHealth(context: Context): Promise<void> {
  const count = async () => {
    const pods = await listObjects(context, 'pods');
    if (typeof pods === 'string') throw labFault(`the API server does not answer: ${pods}`);
    return restarts(pods).join('\n');
  };
  const before = await count();
  // The claim itself is about time: nothing to wait for can end it sooner.
  await sleep(healthMinutes * 60_000, undefined, { signal: interruption });
  const after = await count();
  if (after !== before)
    throw labFault(`containers were restarted within ${healthMinutes} minutes.\nbefore:\n${before}\nafter:\n${after}`);
}
