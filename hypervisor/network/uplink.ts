import { tryRun } from '../../host/run';
import type { Lab } from '../../lib/model';
import { hostRules, tableMark } from './firewall';
import { startForwarding, stopForwarding } from './forwarding';
import type { Conflict } from '../port/hypervisor';
import type { LabIdentity } from '../ownership/identity';
import { inNamespace, interfaceMark, runIn, tryIp, writeSetting, type Namespace } from './namespace';
import { tableComment } from './nft-ruleset';
import type { LabPaths } from '../port/lab-paths';
import { hostNameServers } from './resolver';
import { uplinkRoutes } from './uplink-routes';

/** Makes the host a router for the lab's link: rules first, then forwarding at the interfaces that need it. */
export async function startUplink(lab: Lab, paths: LabPaths, identity: LabIdentity, host: Namespace): Promise<void> {
  const nameServers = hostNameServers();
  const { interfaces, neighbours } = await uplinkRoutes(lab, paths, host, nameServers);
  // The rules are for IPv4, which is all that the lab speaks.
  await writeSetting(host, `net/ipv6/conf/${paths.link.bridge}/disable_ipv6`, '1');
  await runIn(host, ['nft', '-f', '-'], { input: hostRules(lab, paths, identity, { nameServers, neighbours }) });
  await startForwarding(identity, host, [paths.link.bridge, ...interfaces]);
}

/** Undoes `startUplink` and removes the link, as far as they carry the lab's identity. */
export async function stopUplink(paths: LabPaths, identity: LabIdentity, host: Namespace): Promise<void> {
  const { bridge, gatewayPort, outsidePort } = paths.link;
  for (const name of [gatewayPort, outsidePort, bridge])
    if ((await interfaceMark(host, name)) === identity.id) await tryIp(host, 'link', 'delete', name);
  if ((await hostTableOwner(paths, host)) === identity.id) await runIn(host, ['nft', 'delete', 'table', 'ip', paths.hostTable]);
  await stopForwarding(identity, host);
}

/** Interfaces and a firewall table of the lab's names that are not its own. */
export async function uplinkConflicts(paths: LabPaths, identity: LabIdentity | undefined, host: Namespace): Promise<Conflict[]> {
  const own = identity?.id;
  const conflicts: Conflict[] = [];
  for (const name of Object.values(paths.link)) {
    const mark = await interfaceMark(host, name);
    if (mark !== undefined && mark !== own) conflicts.push({ thing: `network interface ${name}` });
  }
  const table = await hostTableOwner(paths, host);
  if (table !== undefined && table !== own) conflicts.push({ thing: `firewall table ip ${paths.hostTable}` });
  return conflicts;
}

/** The id in the comment of the lab's table; empty where there is none, undefined where there is no such table. */
async function hostTableOwner({ hostTable }: LabPaths, host: Namespace): Promise<string | undefined> {
  const [file, ...args] = inNamespace(host, ['nft', 'list', 'table', 'ip', hostTable]);
  const { exitCode, stdout } = await tryRun(file!, args, { timeout: 30_000 }).catch(() => ({ exitCode: -1, stdout: '' }));
  return exitCode === 0 ? tableComment(stdout).replace(tableMark, '') : undefined;
}
