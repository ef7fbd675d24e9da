import { mkdirSync } from 'node:fs';
import { labStateDir } from '../host/paths';
import { type Progress, terminalProgress } from '../host/progress';
import { chooseHypervisor, type Hypervisor, type VantagePoint } from '../hypervisor';
import { goProgram } from '../image/go-programs';
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
  readonly hypervisor: () => Promise<Hypervisor>;
  readonly kubectl: () => Promise<string>;
  readonly secrets: () => LabSecrets;
}

export function createContext(options: { config?: string }): Context {
  const lab = readLab(options.config);
  const stateDir = labStateDir(lab.name);
  return {
    lab,
    configFile: options.config,
    stateDir,
    progress: terminalProgress(),
    out: (text) => void process.stdout.write(`${text}\n`),
    hypervisor: once(async () => {
      mkdirSync(stateDir, { recursive: true, mode: 0o700 });
      return chooseHypervisor(lab);
    }),
    kubectl: once(() => goProgram('kubernetes', 'kubectl')),
    secrets: () => existingSecrets(`${stateDir}/secrets`),
  };
}

/** A command line that runs kubectl as the lab's administrator, from the lab's network. */
export async function kubectlCommand(context: Context, args: readonly string[], from: VantagePoint = 'lan'): Promise<readonly string[]> {
  const hypervisor = await context.hypervisor();
  return hypervisor.command(from, [await context.kubectl(), '--kubeconfig', context.secrets().kubeconfig, ...args]);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
