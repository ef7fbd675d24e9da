import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Lab } from '../lib/model';
import { hostRules } from './firewall';
import { readSetting, runIn, tryIp, writeSetting, type Namespace } from './namespace';
import type { Places } from './places';

const forwarding = 'net/ipv4/ip_forward';

/** The host's forwarding as it was before the first lab with an uplink turned it on. Shared by all labs of this machine. */
const record = (host: Namespace): string => `/run/kubernetes-network-lab-ip-forward${host === undefined ? '' : `-${host}`}`;

/** Makes the host a router for the lab's link: forwarding on, and what leaves masqueraded. */
export async function startUplink(lab: Lab, places: Places, host: Namespace): Promise<void> {
  const before = await readSetting(host, forwarding);
  if (before === '0') {
    writeFileSync(record(host), before);
    await writeSetting(host, forwarding, '1');
  }
  await runIn(host, ['nft', '-f', '-'], { input: hostRules(lab, places) });
}

/** Undoes `startUplink` and removes the link. Forwarding goes off with the last lab, where the first one turned it on. */
export async function stopUplink(places: Places, host: Namespace): Promise<void> {
  const { bridge, gatewayPort, outsidePort } = places.link;
  for (const name of [gatewayPort, outsidePort, bridge]) await tryIp(host, 'link', 'delete', name);
  const tables = (await runIn(host, ['nft', 'list', 'tables', 'ip'])).stdout.split('\n').map((line) => line.trim());
  if (tables.includes(`table ip ${places.hostTable}`)) await runIn(host, ['nft', 'delete', 'table', 'ip', places.hostTable]);
  const others = tables.some((line) => line.startsWith('table ip lab_') && line !== `table ip ${places.hostTable}`);
  if (others || !existsSync(record(host))) return;
  await writeSetting(host, forwarding, readFileSync(record(host), 'utf8').trim());
  rmSync(record(host));
}
