import { contextOf, type Surroundings } from './find-lab';
import { builtLab, builtLabs } from './lab-folder/built-definition';
import { UserError } from '../host/user-error';
import { stoppable } from '../host/interruption';
import { namespaceNames, namespaceOwner } from '../hypervisor/network/namespace';
import { DefinitionError, labNameOf, machines } from '../lib/model';

export interface ListedLab {
  readonly name: string;
  readonly state: 'running' | 'not running' | 'damaged' | "another checkout's";
  /** What is damaged. */
  readonly fault?: string;
  /** The folder of another checkout, where it says so. */
  readonly checkout?: string;
  readonly network?: string;
  readonly machines?: number;
  readonly hypervisor?: string;
}

/** The labs of this checkout, and the names that labs of others on this machine have taken. */
export async function listLabs(around: Surroundings): Promise<ListedLab[]> {
  return stoppable(around.signal, async () => [
    ...(await Promise.all(builtLabs().map((name) => describeBuilt(name, around)))),
    ...(await foreignLabs()),
  ]);
}

async function describeBuilt(name: string, around: Surroundings): Promise<ListedLab> {
  try {
    const lab = builtLab(name)!;
    const hypervisor = await contextOf(lab, around).hypervisor();
    const state = (await hypervisor.isRunning()) ? 'running' : 'not running';
    return { name, state, network: String(lab.network.cidr), machines: machines(lab).length, hypervisor: hypervisor.kind };
  } catch (error) {
    // One damaged lab must not hide the others.
    if (!(error instanceof UserError || error instanceof DefinitionError)) throw error;
    return { name, state: 'damaged', fault: error.message };
  }
}

async function foreignLabs(): Promise<ListedLab[]> {
  const own = builtLabs();
  const named = (await namespaceNames().catch(() => [])).flatMap((namespace) => {
    const name = labNameOf(namespace);
    return name === undefined || own.includes(name) ? [] : [[name, namespaceOwner(namespace)?.checkout] as const];
  });
  return [...new Map(named)].map(([name, checkout]) => ({ name, state: "another checkout's", checkout }));
}
