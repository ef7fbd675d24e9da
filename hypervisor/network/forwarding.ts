import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../host/state-file';
import type { LabIdentity } from '../ownership/identity';
import { readSetting, writeSetting, type Namespace } from './namespace';

/** Whether what comes in at an interface may leave at another (https://docs.kernel.org/networking/ip-sysctl.html). */
export const forwardingOf = (name: string): string => `net/ipv4/conf/${name}/forwarding`;

/** What labs turned on at the host, and a file for each lab that needs it. Shared by all labs of this machine. */
const recordFolder = (host: Namespace): string =>
  join('/run', `kubernetes-network-lab-forwarding${host === undefined ? '' : `-${host}`}`);

/** The interfaces at which labs turned forwarding on, one a line. */
const record = (host: Namespace): string => join(recordFolder(host), 'interfaces');

/** Turns forwarding on at these interfaces alone. Those where it is on already are left as they are, then and later. */
export async function startForwarding(
  { id }: Pick<LabIdentity, 'id'>,
  host: Namespace,
  interfaces: readonly string[],
): Promise<void> {
  writeWhole(join(recordFolder(host), id), '', 0o644);
  for (const name of interfaces) {
    if ((await readSetting(host, forwardingOf(name))) !== '0') continue;
    // Written down first: an interruption leaves nothing that nobody turns off.
    writeWhole(record(host), `${[...new Set([...recorded(host), name])].join('\n')}\n`, 0o644);
    await writeSetting(host, forwardingOf(name), '1');
  }
}

/** Turns off what labs turned on, once no lab needs it. An interface that is no longer there has nothing to undo. */
export async function stopForwarding({ id }: Pick<LabIdentity, 'id'>, host: Namespace): Promise<void> {
  const own = join(recordFolder(host), id);
  if (!existsSync(own)) return;
  rmSync(own);
  if (forwardingUsers(host).length > 0) return;
  for (const name of recorded(host)) await writeSetting(host, forwardingOf(name), '0');
  rmSync(recordFolder(host), { recursive: true });
}

/** The ids of the labs for which forwarding is on. */
export const forwardingUsers = (host: Namespace): string[] =>
  existsSync(recordFolder(host)) ? readdirSync(recordFolder(host)).filter((name) => /^[0-9a-f-]{36}$/.test(name)) : [];

const recorded = (host: Namespace): string[] =>
  existsSync(record(host)) ? readFileSync(record(host), 'utf8').split('\n').filter(Boolean) : [];
