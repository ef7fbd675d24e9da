import { contextOf } from '../context';
import { builtLab, builtLabs } from '../definition-file';
import { namespaceNames } from '../../hypervisor/namespace';
import { labNameOf } from '../../hypervisor/places';
import { machines } from '../../lib/model';
import { table } from '../../lib/report';

interface Listed {
  readonly name: string;
  readonly state: 'running' | 'not running' | "another checkout's";
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
  const rows = labs.map(({ name, state, network = '', machines = '', hypervisor = '' }) => [
    name,
    state,
    network,
    String(machines),
    hypervisor,
  ]);
  out(table(['lab', 'state', 'network', 'machines', 'hypervisor'], rows));
}

async function describeBuilt(name: string): Promise<Listed> {
  const lab = builtLab(name)!;
  const hypervisor = await contextOf(lab).hypervisor();
  const state = (await hypervisor.isRunning()) ? 'running' : 'not running';
  return { name, state, network: String(lab.network.cidr), machines: machines(lab).length, hypervisor: hypervisor.kind };
}

async function foreignLabs(): Promise<Listed[]> {
  const own = builtLabs();
  const names = (await namespaceNames().catch(() => [])).flatMap((namespace) => labNameOf(namespace) ?? []);
  return [...new Set(names)].filter((name) => !own.includes(name)).map((name) => ({ name, state: "another checkout's" }));
}
