import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { labFiles } from '../../host/lab-files';
import { labStateDir, runtimeDir } from '../../host/paths';
import { objectNames } from '../../lib/model';

/** Every name and path that an embedded lab uses on this machine, from its name and its checkout. */
export interface LabPaths {
  readonly namespaces: { readonly gateway: string; readonly lan: string; readonly internet: string; readonly outside: string };
  /** The machines' bridge. libvirt makes it; interface names have at most 15 characters. */
  readonly bridge: string;
  /** The bridge between the gateway and the outside, with its two ports. */
  readonly link: { readonly bridge: string; readonly gatewayPort: string; readonly outsidePort: string };
  /** The nftables table in the host's namespace, with a real uplink only. */
  readonly hostTable: string;
  /** Everything the lab keeps; removed whole by `down`. */
  readonly state: string;
  /** libvirt's own folders, which it finds at the usual places. */
  readonly libvirt: string;
  readonly storage: string;
  readonly consoles: string;
  /** Where the private libvirt, in whose mount namespace they are laid over its usual folders, finds storage and consoles. */
  readonly inside: { readonly storage: string; readonly pool: string; readonly consoles: string };
  readonly logs: string;
  /** Files of the servers that answer to the machines, where an account without privileges reaches them wherever the checkout is. */
  readonly internet: string;
  /** The name of the lab's control group, at the top of the hierarchy. */
  readonly cgroup: string;
  /** Which hypervisor the lab was made with. */
  readonly choice: string;
  /** What Terraform knows of the infrastructure. */
  readonly terraformState: string;
  /** Sockets and process ids. */
  readonly runtime: string;
  readonly socket: string;
}

export function labPathsOf(labName: string, checkout?: string): LabPaths {
  const state = labStateDir(labName, checkout);
  const files = labFiles(state);
  const runtime = runtimeDir(labName);
  const { bridge, hostTable, link, namespace, pool } = objectNames(labName);
  return {
    namespaces: {
      gateway: namespace('gateway'),
      lan: namespace('lan'),
      internet: namespace('internet'),
      outside: namespace('outside'),
    },
    bridge,
    link,
    hostTable,
    state,
    libvirt: files.libvirt,
    storage: files.storage,
    consoles: files.consoles,
    inside: {
      storage: '/var/lib/libvirt/images',
      // libvirt removes the folder of a pool with the pool, which it cannot do with a mount point.
      pool: `/var/lib/libvirt/images/${pool}`,
      consoles: '/var/log/libvirt/consoles',
    },
    logs: files.logs,
    internet: join(runtime, 'internet'),
    choice: files.hypervisor,
    terraformState: files.terraformState('infrastructure'),
    cgroup: basename(runtime),
    runtime,
    socket: join(runtime, 'libvirt', 'libvirt-sock'),
  };
}

/** Where the system shows that a namespace was made: its handle, the files its programs find under /etc, and whose it is. */
export const namespacePaths = ({ namespaces }: Pick<LabPaths, 'namespaces'>): string[] =>
  Object.values(namespaces).flatMap((name) => [
    join('/run/netns', name),
    join('/etc/netns', name),
    join('/etc/netns', `.${name}.json`),
  ]);

/** The machines' console logs that exist, sorted. What virtlogd has put away, `NAME.log.0`, is not among them. */
export function consoleLogsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => join(folder, name));
}
