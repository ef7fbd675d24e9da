import { existsSync } from 'node:fs';
import { labFiles } from '../../host/lab-files';
import { StateEntry } from './state-entry';

/** That `down` has begun to remove a lab: what is left of it then is no lab to go on with. */
export interface Removal {
  /** When it began, ISO 8601. */
  readonly since: string;
}

const entry = (stateDir: string) => new StateEntry<Removal>(labFiles(stateDir).removal);

/** Writes down that the removal begins, where the lab has a folder. A disk that is full is no reason not to remove the lab. */
export function beginRemoval(stateDir: string): void {
  if (!existsSync(stateDir)) return;
  try {
    entry(stateDir).set({ since: new Date().toISOString() });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

/** The removal that was begun and not ended; undefined where there is none. */
export const begunRemoval = (stateDir: string): Removal | undefined => entry(stateDir).get();
