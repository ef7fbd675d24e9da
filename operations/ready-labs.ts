import { usageError } from '../host/user-error';
import { savedIdentity } from '../hypervisor';
import { readyStore } from './ready/ready-store';

/** A lab that was kept ready, for people and for programs. */
export interface ListedReady {
  /** 16 hexadecimal digits, made of all that it depends on. */
  readonly key: string;
  /** The lab it was kept of; undefined where that cannot be read. */
  readonly lab?: string;
  /** ISO 8601. */
  readonly takenAt?: string;
  /** What it takes of the disk. Its image is the cache's own file. */
  readonly bytes: number;
  readonly machines: readonly string[];
  /** Why it cannot be used. */
  readonly fault?: string;
}

/** The labs that are kept ready on this machine for this user, oldest first. */
export const listReadyLabs = (): readonly ListedReady[] =>
  readyStore()
    .list()
    .map(({ name, folder, bytes, manifest, fault }) => ({
      key: name,
      lab: savedIdentity(folder)?.lab,
      takenAt: manifest?.takenAt,
      bytes,
      machines: manifest?.fit.hardware.machines.map((machine) => machine.name) ?? [],
      fault,
    }));

/** Removes one by its key, or `all`. Labs that began with it keep what they need. @throws a usage fault for a key that there is not */
export function removeReadyLabs(key: string): void {
  const store = readyStore();
  const keys = store.list().map(({ name }) => name);
  if (key !== 'all' && !keys.includes(key))
    throw usageError(`no lab is kept ready under the key "${key}"`, {
      remedy: keys.length > 0 ? `the keys are ${keys.join(', ')}` : 'there is none to remove',
    });
  for (const name of key === 'all' ? keys : [key]) store.remove(name);
}
