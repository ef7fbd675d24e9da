import { join } from 'node:path';
import { withMemory } from '../libvirt/packed-memory';

/** What a machine's memory is called in a saved state. */
export const memoryFile = (folder: string, machine: string): string => join(folder, `${machine}.memory`);

/** Does work with a machine's memory of a saved state, as libvirt reads it: packed or not. */
export const withSavedMemory = <T>(
  { storageFolder }: { readonly storageFolder: string },
  folder: string,
  machine: string,
  work: (memory: string) => Promise<T>,
): Promise<T> => withMemory(memoryFile(folder, machine), join(storageFolder, `${machine}.memory-pipe`), work);
