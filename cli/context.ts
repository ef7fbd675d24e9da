import { join } from 'node:path';
import { labFault } from '../host/fault';
import { labStateDir, runtimeDir } from '../host/paths';
import { type Progress, terminalProgress } from '../host/progress';
import { chooseHypervisor, type DomainType, type Hypervisor, type VantagePoint } from '../hypervisor';
import { goProgram } from '../image/go-programs';
import { buildNodeImage, type NodeImage } from '../image/node-image';
import { readLab } from '../lib/lab-file';
import type { Lab } from '../lib/model';
import { existingSecrets, type LabSecrets } from '../secrets/lab-secrets';

/** What every command knows: which lab, where its files are, and how to tell what goes on. */
export interface Context {
  readonly lab: Lab;
  readonly configFile?: string;
  readonly stateDir: string;
  readonly progress: Progress;
  /** Results go here; progress goes to stderr. */
  readonly out: (text: string) => void;
  /** The hypervisor the lab was made with or, for a new lab, would be. */
  readonly hypervisor: (found?: { domainType: DomainType }) => Promise<Hypervisor>;
  readonly image: () => Promise<NodeImage>;
  readonly kubectl: () => Promise<string>;
  readonly secrets: () => LabSecrets;
}

export function createContext(options: { config?: string }): Context {
  const lab = readLab(options.config);
  const stateDir = labStateDir(lab.name);
  const progress = terminalProgress();
  return {
    lab,
    configFile: options.config,
    stateDir,
    progress,
    out: (text) => void process.stdout.write(`${text}\n`),
    hypervisor: (found) => chooseHypervisor(lab, { coredns: () => goProgram('coredns', 'coredns'), ...found }),
    image: once(() => buildNodeImage({ progress })),
    kubectl: once(() => goProgram('kubernetes', 'kubectl')),
    secrets: () => existingSecrets(`${stateDir}/secrets`),
  };
}

/** A command line that runs kubectl as the lab's administrator, from the lab's network. */
export async function kubectlCommand(
  context: Context,
  args: readonly string[],
  from: VantagePoint = 'lan',
): Promise<readonly string[]> {
  const hypervisor = await context.hypervisor();
  // kubectl would keep its cache in HOME, where it outlives the lab and misleads the next one at the same address.
  const cache = join(runtimeDir(context.lab.name), 'kubectl-cache');
  return hypervisor.command(from, [
    await context.kubectl(),
    '--cache-dir',
    cache,
    '--kubeconfig',
    context.secrets().kubeconfig,
    ...args,
  ]);
}

/** The lab's hypervisor, which must run. */
export async function runningHypervisor(context: Context): Promise<Hypervisor> {
  const hypervisor = await context.hypervisor();
  if (!(await hypervisor.isRunning()))
    throw labFault(`the lab "${context.lab.name}" does not run`, { remedy: 'start it with ./lab up' });
  return hypervisor;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
