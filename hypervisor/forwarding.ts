import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../host/state-file';
import type { LabIdentity } from './identity';
import { type Namespace, readSetting, writeSetting } from './namespace';

const setting = 'net/ipv4/ip_forward';

/** What the host's forwarding was before the labs, and a file for each lab that needs it. */
const recordFolder = (host: Namespace): string =>
  join('/run', `kubernetes-network-lab-forwarding${host === undefined ? '' : `-${host}`}`);

const beforeFile = (host: Namespace): string => join(recordFolder(host), 'before');

/** Turns the host's forwarding on for a lab. What it was is written down first. */
export async function takeForwarding({ id }: Pick<LabIdentity, 'id'>, host: Namespace): Promise<void> {
  const now = await readSetting(host, setting);
  if (now === '1' && !existsSync(beforeFile(host))) return;
  mkdirSync(recordFolder(host), { recursive: true, mode: 0o755 });
  if (!existsSync(beforeFile(host))) writeWhole(beforeFile(host), `${now}\n`, 0o644);
  writeWhole(join(recordFolder(host), id), '', 0o644);
  await writeSetting(host, setting, '1');
}

/** Gives forwarding back: with the last lab that needs it, it is again what it was before the first. */
export async function giveForwardingBack({ id }: Pick<LabIdentity, 'id'>, host: Namespace): Promise<void> {
  const own = join(recordFolder(host), id);
  if (!existsSync(own)) return;
  rmSync(own);
  if (forwardingUsers(host).length > 0) return;
  await writeSetting(host, setting, readFileSync(beforeFile(host), 'utf8').trim());
  rmSync(recordFolder(host), { recursive: true });
}

/** The ids of the labs for which forwarding is on. */
export const forwardingUsers = (host: Namespace): string[] =>
  existsSync(recordFolder(host))
    ? readdirSync(recordFolder(host)).filter((name) => name !== 'before' && !name.startsWith('.'))
    : [];
