import { join } from 'node:path';

/** What a machine's memory is called in a saved state. */
export const memoryFile = (folder: string, machine: string): string => join(folder, `${machine}.memory`);

/** Through which libvirt reads it where it is packed. */
export const memoryPipe = ({ storageFolder }: { readonly storageFolder: string }, machine: string): string =>
  join(storageFolder, `${machine}.memory-pipe`);
