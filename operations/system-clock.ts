import { setTimeout as sleep } from 'node:timers/promises';
import { currentInterruption } from '../host/interruption';
import type { Clock } from '../lib/verify';

/** This machine's time. Sleeping ends at an interruption. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (seconds) => sleep(seconds * 1000, undefined, { signal: currentInterruption() }),
};
