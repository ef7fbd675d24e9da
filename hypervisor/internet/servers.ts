import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSetting } from '../network/namespace';
import type { LabPaths } from '../port/lab-paths';
import { startDetached } from '../processes/processes';
import { type UnprivilegedProgram, unprivilegedProgram } from '../processes/unprivileged-program';

/** A program that answers to the lab's machines. */
export interface Server extends UnprivilegedProgram {
  /** Absolute path of the file that its output is appended to. */
  readonly log: string;
}

/** The servers have no privilege of their own. Nobody else is in these namespaces whom the low ports are kept from. */
export const openLowPorts = (namespace: string): Promise<void> =>
  writeSetting(namespace, 'net/ipv4/ip_unprivileged_port_start', '0');

/** Makes the folder of the servers' files. They may read what they know the name of, whatever this program's umask is. */
export function prepareServerFolder(paths: LabPaths): void {
  mkdirSync(paths.internet, { recursive: true });
  for (const folder of [paths.runtime, paths.internet]) chmodSync(folder, 0o711);
}

/** Writes files for the servers into their folder; says whether any was not there or was different. */
export function publish(paths: LabPaths, files: Readonly<Record<string, string>>): boolean {
  const changed = Object.entries(files).filter(([name, text]) => {
    const file = join(paths.internet, name);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  for (const [name, text] of changed) {
    writeFileSync(join(paths.internet, name), text);
    chmodSync(join(paths.internet, name), 0o644);
  }
  return changed.length > 0;
}

/** Starts a server in a network namespace of the lab, as an account without privileges. Returns its process id. */
export const startServer = (paths: LabPaths, namespace: string, { log, ...server }: Server): Promise<number> =>
  startDetached(unprivilegedProgram(paths, namespace, server), log);
