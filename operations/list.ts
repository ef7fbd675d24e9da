import { contextOf } from './find-lab';
import { builtLab, builtLabs } from './lab-folder/built-definition';
import { Fault } from '../host/fault';
import { namespaceNames, namespaceOwner } from '../hypervisor/network/namespace';
import { DefinitionError, labNameOf, machines } from '../lib/model';
import { table } from '../lib/report';

interface Listed {
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

/** `./lab list`: the labs of this checkout, and the names that labs of others on this machine have taken. */
export async function listLabs(options: { json?: boolean }, out: (text: string) => void): Promise<void> {
  const labs = [...(await Promise.all(builtLabs().map(describeBuilt))), ...(await foreignLabs())];
  if (options.json) return out(JSON.stringify(labs, null, 2));
  if (labs.length === 0) return out('There is no lab. ./lab up builds one.');
  const rows = labs.map(({ name, state, network = '', machines = '', hypervisor = '', checkout, fault }) => [
    name,
    [state, checkout ?? fault].filter(Boolean).join(': '),
    network,
    String(machines),
    hypervisor,
  ]);
  out(table(['lab', 'state', 'network', 'machines', 'hypervisor'], rows));
}

async function describeBuilt(name: string): Promise<Listed> {
  try {
    const lab = builtLab(name)!;
    const hypervisor = await contextOf(lab).hypervisor();
    const state = (await hypervisor.isRunning()) ? 'running' : 'not running';
    return { name, state, network: String(lab.network.cidr), machines: machines(lab).length, hypervisor: hypervisor.kind };
  } catch (error) {
    // One damaged lab must not hide the others.
    if (!(error instanceof Fault || error instanceof DefinitionError)) throw error;
    return { name, state: 'damaged', fault: error.message };
  }
}

async function foreignLabs(): Promise<Listed[]> {
  const own = builtLabs();
  const named = (await namespaceNames().catch(() => [])).flatMap((namespace) => {
    const name = labNameOf(namespace);
    return name === undefined || own.includes(name) ? [] : [[name, namespaceOwner(namespace)?.checkout] as const];
  });
  return [...new Map(named)].map(([name, checkout]) => ({ name, state: "another checkout's", checkout }));
}
