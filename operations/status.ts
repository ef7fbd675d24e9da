import { existsSync } from 'node:fs';
import { runningMachines } from '../hypervisor/preflight/host-facts';
import { namesOf } from '../hypervisor';
import { machines } from '../lib/model';
import { isReady, listObjects, restarts } from './cluster/cluster-state';
import { labCertificates } from './cluster/lab-certificates';
import type { Context } from './context';
import { operation } from './operation';
import { type EndingCertificate, endingCertificates } from './secrets/certificate-end';

/** One machine of a lab, and the node on it. */
export interface MachineStatus {
  readonly name: string;
  readonly role: string;
  readonly address: string;
  readonly machine: 'running' | 'not running';
  /** `Ready`, `NotReady`, `not joined`, `unknown`; `-` for a machine that is no node. */
  readonly node: string;
}

/** How a lab is. */
export type LabStatus =
  | { readonly lab: string; readonly built: false }
  | {
      readonly lab: string;
      readonly built: true;
      readonly hypervisor: string;
      readonly running: boolean;
      readonly machines: readonly MachineStatus[];
      /** How many pods are Ready, or why that is not known. */
      readonly pods: string;
      readonly restarts: readonly string[];
      readonly endingCertificates: readonly EndingCertificate[];
    };

/** Finds out what runs, and how it is. */
export const status = operation('status', async (context: Context): Promise<LabStatus> => {
  const { lab } = context;
  if (!existsSync(context.stateDir)) return { lab: lab.name, built: false };
  const hypervisor = await context.hypervisor();
  const running = await hypervisor.isRunning();
  const domains = new Set(running ? await runningMachines(lab, hypervisor.uri, hypervisor.identity) : []);
  const nodes = running ? await listObjects(context, 'nodes') : 'the hypervisor does not run';
  const pods = typeof nodes === 'string' ? nodes : await listObjects(context, 'pods');
  const certificates = await labCertificates(context, { running: typeof nodes !== 'string' });
  return {
    lab: lab.name,
    built: true,
    hypervisor: hypervisor.kind,
    running,
    machines: machines(lab).map((machine) => ({
      name: machine.name,
      role: machine.role,
      address: String(machine.address),
      machine: domains.has(namesOf(lab, hypervisor.identity).domain(machine.name)) ? 'running' : 'not running',
      node: nodeState(nodes, machine.role, machine.name),
    })),
    pods: typeof pods === 'string' ? pods : `${pods.filter(isReady).length} of ${pods.length} pods Ready`,
    restarts: typeof pods === 'string' ? [] : restarts(pods),
    endingCertificates: endingCertificates(certificates, new Date()),
  };
});

function nodeState(nodes: Awaited<ReturnType<typeof listObjects>>, role: string, name: string): string {
  if (role === 'name-server') return '-';
  if (typeof nodes === 'string') return 'unknown';
  const node = nodes.find((candidate) => candidate.metadata.name === name);
  if (!node) return 'not joined';
  return isReady(node) ? 'Ready' : 'NotReady';
}
