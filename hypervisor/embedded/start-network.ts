import type { Lab } from '../../lib/model';
import { startSimulatedInternet } from '../internet/simulated-internet';
import { startTimeServer } from '../internet/time-server';
import { connectLink, ensureNamespaces, startGateway } from '../network/lab-namespaces';
import type { Namespace } from '../network/namespace';
import { hostNameServers } from '../network/resolver';
import { startUplink } from '../network/uplink';
import type { LabIdentity } from '../ownership/identity';
import type { InternetKind } from '../port/hypervisor';
import type { LabPaths } from '../port/lab-paths';

export interface NetworkOptions {
  readonly internet: InternetKind;
  /** Gives the path of a CoreDNS program, for the simulated internet. */
  readonly coredns: () => Promise<string>;
  /** Which network namespace plays the host that has the real uplink. Default: the machine's own. */
  readonly host?: Namespace;
}

/** Makes the lab's namespaces, the gateway with its time server, and the outside: a simulated internet or the host's uplink. */
export async function startNetwork(lab: Lab, paths: LabPaths, identity: LabIdentity, options: NetworkOptions): Promise<void> {
  const simulated = options.internet === 'simulated';
  await ensureNamespaces(lab, paths, identity, simulated ? [lab.internet.nameServer] : hostNameServers(), simulated);
  await connectLink(lab, paths, identity, simulated ? paths.namespaces.internet : options.host);
  await startGateway(lab, paths);
  await startTimeServer(paths);
  if (simulated) {
    // The internet is one machine here: it knows the link and its own addresses, and routes nothing.
    await startSimulatedInternet(lab, paths, options.coredns);
  } else {
    await startUplink(lab, paths, identity, options.host);
  }
}
