import { availableParallelism } from 'node:os';
import { freeSpace } from '../host/disk-space';
import { UserError } from '../host/user-error';
import type { Lab } from '../lib/model';
import { linkCidr } from './network/firewall';
import { availableMemory, forwardPolicy, hostRoutes, isLocal, poolSpace, runningMachines } from './preflight/host-facts';
import type { Hypervisor } from './port/hypervisor';
import { labPathsOf } from './port/lab-paths';
import {
  closedForwarding,
  fullPool,
  notRoot,
  type PreflightFault,
  takenNames,
  takenNetwork,
  tooFewProcessors,
  tooLittleDisk,
  tooLittleMemory,
} from './preflight/preflight-checks';
import { hostNameServers } from './network/resolver';
import { requireAnswer } from './system/require-answer';
import { libvirtAnswers } from './libvirt/virsh';

export type { PreflightFault } from './preflight/preflight-checks';

type Subject = Pick<Hypervisor, 'kind' | 'internet' | 'uri' | 'storageFolder' | 'identity' | 'conflicts'>;
type Check = (lab: Lab, hypervisor: Subject) => Promise<PreflightFault | undefined>;

/** For a private libvirt. */
const embeddedChecks: Readonly<Record<string, Check>> = {
  root: async () => notRoot(process.getuid?.()),
  names: async (lab, hypervisor) => takenNames(lab, await hypervisor.conflicts()),
};

/** For a private libvirt behind this machine's real connection. */
const uplinkChecks: Readonly<Record<string, Check>> = {
  link: async (lab) => takenNetwork('internet link', linkCidr(lab), labPathsOf(lab.name).link.bridge, await hostRoutes()),
  forwarding: async (lab) => closedForwarding(lab, await forwardPolicy()),
  'name servers': async () => asPreflightFault(() => Promise.resolve(hostNameServers())),
};

/** For a libvirt the user has. */
const systemChecks: Readonly<Record<string, Check>> = {
  connection: async (_lab, { uri }) => asPreflightFault(() => requireAnswer(uri)),
  // Where it does not answer, that is told.
  names: async (lab, hypervisor) =>
    (await libvirtAnswers(hypervisor.uri)).answers ? takenNames(lab, await hypervisor.conflicts()) : undefined,
  network: async (lab, { uri }) =>
    isLocal(uri) ? takenNetwork('network', lab.network.cidr, labPathsOf(lab.name).bridge, await hostRoutes()) : undefined,
};

/** For machines that are still to be started. */
const roomChecks: Readonly<Record<string, Check>> = {
  memory: async (lab, { uri }) => (isLocal(uri) ? tooLittleMemory(lab, availableMemory()) : undefined),
  processors: async (lab, { uri }) => (isLocal(uri) ? tooFewProcessors(lab, availableParallelism()) : undefined),
  disk: async (lab, { uri, storageFolder: folder }) => (isLocal(uri) ? tooLittleDisk(lab, folder, freeSpace(folder)) : undefined),
  pool: async (lab, { uri, identity }) => fullPool(lab, await poolSpace(lab, uri, identity)),
};

/** Everything that keeps a lab from being built here. Every check is made, and nothing is changed. */
export async function preflight(lab: Lab, hypervisor: Subject): Promise<PreflightFault[]> {
  const checks = {
    ...(hypervisor.kind === 'embedded' ? embeddedChecks : systemChecks),
    ...(hypervisor.kind === 'embedded' && hypervisor.internet === 'uplink' ? uplinkChecks : {}),
    ...((await runningMachines(lab, hypervisor.uri, hypervisor.identity)).length === 0 ? roomChecks : {}),
  };
  const found = await Promise.all(Object.values(checks).map((check) => check(lab, hypervisor)));
  return found.filter((fault) => fault !== undefined);
}

/** What a function that throws UserErrors has to say. */
async function asPreflightFault(work: () => Promise<unknown>): Promise<PreflightFault | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [what = '', ...rest] = error.message.split('\n');
    return { what, value: rest.join('\n'), remedy: error.remedy ?? '' };
  }
}
