import { tryRun } from '../host/run';
import { type Lab, machines } from '../lib/model';
import { virsh, virshNames } from './virsh';

/** The names of what Terraform makes for a lab at a libvirt. */
export const networkName = (lab: Pick<Lab, 'name'>): string => `lab-${lab.name}`;
export const poolName = (lab: Pick<Lab, 'name'>): string => `lab-${lab.name}`;
export const domainNames = (lab: Lab): string[] => machines(lab).map((machine) => `${lab.name}-${machine.name}`);

/** The commands of each kind of object that the lab has at a libvirt. Networks and pools come before the machines that need them. */
const kinds = [
  { inactive: ['net-list', '--inactive', '--name'], start: 'net-start', names: (lab: Lab) => [networkName(lab)] },
  { inactive: ['pool-list', '--inactive', '--name'], start: 'pool-start', names: (lab: Lab) => [poolName(lab)] },
  { inactive: ['list', '--inactive', '--name'], start: 'start', names: domainNames },
] as const;

/** Starts the lab's networks, pools and machines that do not run: after a reboot of the host Terraform sees no change and does not. */
export async function activate(uri: string, lab: Lab, onName?: (name: string) => void): Promise<void> {
  for (const kind of kinds) {
    for (const name of await inactiveNames(uri, lab, kind)) {
      onName?.(name);
      const { exitCode } = await tryRun('virsh', ['-q', '-c', uri, kind.start, name], { timeout: 120_000 });
      // Its autostart may have been quicker; only what stays off is a fault.
      if (exitCode !== 0 && (await inactiveNames(uri, lab, kind)).includes(name)) await virsh(uri, kind.start, name);
    }
  }
}

async function inactiveNames(uri: string, lab: Lab, kind: (typeof kinds)[number]): Promise<string[]> {
  const own = kind.names(lab);
  return (await virshNames(uri, ...kind.inactive)).filter((name) => own.includes(name));
}

/**
 * Removes what an interrupted Terraform run has made and not written into its state. `storage` is the lab's own folder: a pool
 * of the lab's name somewhere else is not touched.
 */
export async function removeObjects(uri: string, lab: Lab, storage: string): Promise<void> {
  const present = async (...list: string[]) => new Set(await virshNames(uri, ...list));
  const domains = await present('list', '--all', '--name');
  const running = await present('list', '--name');
  for (const name of domainNames(lab).filter((domain) => domains.has(domain))) {
    if (running.has(name)) await virsh(uri, 'destroy', name);
    await virsh(uri, 'undefine', name, '--nvram', '--managed-save', '--snapshots-metadata');
  }
  if ((await present('pool-list', '--all', '--name')).has(poolName(lab))) await removePool(uri, poolName(lab), storage);
  if ((await present('net-list', '--all', '--name')).has(networkName(lab))) {
    if ((await present('net-list', '--name')).has(networkName(lab))) await virsh(uri, 'net-destroy', networkName(lab));
    await virsh(uri, 'net-undefine', networkName(lab));
  }
}

async function removePool(uri: string, pool: string, storage: string): Promise<void> {
  const { stdout } = await virsh(uri, 'pool-dumpxml', pool);
  if (/<path>([^<]*)<\/path>/.exec(stdout)?.[1] !== storage) return;
  if (!(await virshNames(uri, 'pool-list', '--name')).includes(pool)) await virsh(uri, 'pool-start', pool);
  for (const volume of await volumeNames(uri, pool)) await virsh(uri, 'vol-delete', '--pool', pool, volume);
  await virsh(uri, 'pool-destroy', pool);
  await virsh(uri, 'pool-delete', pool);
  await virsh(uri, 'pool-undefine', pool);
}

/** The volumes of an active pool. */
export async function volumeNames(uri: string, pool: string): Promise<string[]> {
  return (await virshNames(uri, 'vol-list', pool)).map((line) => line.split(/\s{2,}/)[0]!);
}
