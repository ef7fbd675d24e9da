import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pasteable } from '../../host/shell';
import { inCgroup } from '../processes/cgroup';
import { inNamespace, writeSetting } from '../network/namespace';
import type { LabPaths } from '../port/lab-paths';
import { startDetached } from '../processes/processes';
import { asNobody } from '../processes/unprivileged';

/** A program that answers to the lab's machines. */
export interface Server {
  /** Absolute path of the program. */
  readonly program: string;
  readonly args: readonly string[];
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
export function startServer(paths: LabPaths, namespace: string, { program, args, log }: Server): Promise<number> {
  const place = join(paths.internet, basename(program));
  // A file can only be laid over one that is there.
  closeSync(openSync(place, 'a'));
  const script = [
    'set -e',
    // Programs may be kept below a folder that is root's alone. `ip netns exec` has made a mount namespace, so that the host sees nothing of this.
    pasteable('mount', ['--bind', program, place]),
    `exec ${pasteable('env', asNobody([place, ...args]).slice(1))}`,
  ].join('\n');
  return startDetached(inCgroup(paths, inNamespace(namespace, ['sh', '-c', script])), log);
}
