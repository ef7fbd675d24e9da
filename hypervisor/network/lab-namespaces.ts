import type { Lab } from '../../lib/model';
import { gatewayRules, uplink } from './firewall';
import { linksIn } from './ip-links';
import {
  ensureNamespace,
  interfaceMark,
  ip,
  linkExists,
  markInterface,
  removeNamespace,
  runIn,
  tryIp,
  writeSetting,
  type Namespace,
} from './namespace';
import type { LabIdentity } from '../ownership/identity';
import type { LabPaths } from '../port/lab-paths';
import { labResolvers } from './resolver';
import type { IpAddress } from '../../lib/model';

/** Makes the namespaces of the gateway, the lab's client and the outside user, each with its name servers. */
export async function ensureNamespaces(
  lab: Lab,
  paths: LabPaths,
  identity: LabIdentity,
  outsideNameServers: readonly IpAddress[],
  simulated: boolean,
): Promise<void> {
  const files = labResolvers(lab, outsideNameServers);
  for (const role of ['gateway', 'lan', 'outside'] as const) await ensureNamespace(paths.namespaces[role], identity, files[role]);
  if (simulated) await ensureNamespace(paths.namespaces.internet, identity, files.internet);
}

/**
 * Joins the gateway and the outside user to a bridge, in the simulated internet or in the host's namespace, where the router has its
 * address. The inside of the lab is known to the outside user only: an internet has no routes to private networks.
 */
export async function connectLink(lab: Lab, paths: LabPaths, identity: LabIdentity, linkNamespace: Namespace): Promise<void> {
  const { bridge, gatewayPort, outsidePort } = paths.link;
  const { gateway, outside } = paths.namespaces;
  const { internet } = lab;
  if (!(await linkExists(linkNamespace, bridge))) {
    await ip(linkNamespace, 'link', 'add', bridge, 'type', 'bridge');
    await markInterface(linkNamespace, bridge, identity);
  }
  await ip(linkNamespace, 'address', 'replace', `${internet.router}/${internet.link.prefix}`, 'dev', bridge);
  await ip(linkNamespace, 'link', 'set', bridge, 'up');
  await connect(
    { namespace: gateway, name: uplink, address: `${internet.gateway}/${internet.link.prefix}` },
    { namespace: linkNamespace, name: gatewayPort, bridge },
    identity,
  );
  await connect(
    { namespace: outside, name: 'eth0', address: `${internet.client}/${internet.link.prefix}` },
    { namespace: linkNamespace, name: outsidePort, bridge },
    identity,
  );
  await ip(gateway, 'route', 'replace', 'default', 'via', String(internet.router));
  await ip(outside, 'route', 'replace', 'default', 'via', String(internet.router));
  await ip(outside, 'route', 'replace', String(lab.network.cidr), 'via', String(internet.gateway));
}

/** Makes the gateway a router with the lab's rules. */
export async function startGateway(lab: Lab, paths: LabPaths): Promise<void> {
  await runIn(paths.namespaces.gateway, ['nft', '-f', '-'], { input: gatewayRules(lab, paths) });
  await writeSetting(paths.namespaces.gateway, 'net/ipv4/ip_forward', '1');
}

/** Plugs the lab's client into the machines' bridge. Says why it cannot send yet, or nothing when it can. */
export async function connectLanClient(lab: Lab, paths: LabPaths, identity: LabIdentity): Promise<string | undefined> {
  const { gateway, lan } = paths.namespaces;
  if (!(await linkExists(gateway, paths.bridge))) return `there is no interface ${paths.bridge}`;
  await connect(
    { namespace: lan, name: 'eth0', address: `${lab.network.client}/${lab.network.cidr.prefix}` },
    { namespace: gateway, name: 'lan', bridge: paths.bridge },
    identity,
  );
  await ip(lan, 'route', 'replace', 'default', 'via', String(lab.network.gateway));
  const { stdout } = await ip(gateway, '-json', '-details', 'link', 'show', 'dev', 'lan');
  // libvirt's bridges speak STP, so a new port listens for some seconds before it forwards.
  const [port] = linksIn(stdout);
  return port?.portState === 'forwarding' ? undefined : `its port of ${paths.bridge} does not forward yet`;
}

/**
 * Has the gateway ask by ARP again soon who has an address. A router takes no traffic for a proof that a neighbour is still there.
 * But here the outside user's kernel is the gateway's, too: packets keep the mark "answered" on their way through the namespaces
 * (`dst_pending_confirm` of Linux' sk_buff). As long as somebody asks, an address that nobody announces any more would be sent to the
 * machine that had it, for ever. A tenth of a second is less than a person, or `verify`, takes between two looks; who
 * asks without a pause still holds the address. Does nothing while the machines' bridge is not there.
 */
export async function askForNeighbours({ namespaces, bridge }: LabPaths): Promise<void> {
  const folder = `net/ipv4/neigh/${bridge}`;
  await writeSetting(namespaces.gateway, `${folder}/base_reachable_time_ms`, '100');
  await writeSetting(namespaces.gateway, `${folder}/delay_first_probe_time`, '0');
}

/** Removes all namespaces of the lab, and with them every interface in them. */
export async function removeNamespaces(paths: LabPaths, identity: LabIdentity | undefined): Promise<void> {
  for (const namespace of Object.values(paths.namespaces)) await removeNamespace(namespace, identity);
}

/** A pair of interfaces: one with an address in a namespace, the other a port of a bridge, which carries the lab's identity. */
async function connect(
  end: { readonly namespace: string; readonly name: string; readonly address: string },
  port: { readonly namespace: Namespace; readonly name: string; readonly bridge: string },
  identity: LabIdentity,
): Promise<void> {
  if (!(await linkExists(end.namespace, end.name))) {
    // The end is made where the bridge is and moved by name; a port left by an interrupted start goes first.
    if ((await interfaceMark(port.namespace, port.name)) === identity.id)
      await tryIp(port.namespace, 'link', 'delete', port.name);
    await ip(port.namespace, 'link', 'add', port.name, 'type', 'veth', 'peer', 'name', end.name, 'netns', end.namespace);
    await markInterface(port.namespace, port.name, identity);
  }
  await ip(port.namespace, 'link', 'set', port.name, 'master', port.bridge, 'up');
  await ip(end.namespace, 'address', 'replace', end.address, 'dev', end.name);
  await ip(end.namespace, 'link', 'set', end.name, 'up');
}
