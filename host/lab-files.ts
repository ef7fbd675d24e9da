import { join } from 'node:path';

/** Every file and folder of `.lab/NAME`, the folder of one lab, which `down` removes whole. */
export interface LabFiles {
  /** Who the lab is. */
  readonly identity: string;
  /** Which hypervisor the lab was made with. */
  readonly hypervisor: string;
  /** The definition the lab was built from, in full. */
  readonly definition: string;
  readonly secrets: string;
  /** Where the stacks are synthesized to: labs side by side do not write over one another, nor over `npx cdktf synth`. */
  readonly synthesis: string;
  /** Terraform's states, which hold secrets. */
  readonly terraform: string;
  readonly terraformState: (stack: string) => string;
  /** What Terraform was given for a stack: paths of this machine, the secrets' folder among them. */
  readonly terraformVariables: (stack: string) => string;
  /** The Terraform that plain cdktf is told to run. */
  readonly program: string;
  /** Settings of a shell for plain cdktf, that program's path among them. */
  readonly environment: string;
  readonly logs: string;
  readonly conformanceLog: string;
  readonly terraformLog: (stack: string) => string;
  /** The private libvirt's own folders. */
  readonly libvirt: string;
  readonly storage: string;
  readonly consoles: string;
  /** Whether the providers came from the registry or were built here. */
  readonly providerOrigin: string;
  /** What was on this machine before the lab. */
  readonly inventoryBefore: string;
  /** What commands changed in the lab and did not undo yet, broken exercises among it. */
  readonly changes: string;
  /** When machines were switched on whose nodes and pods have not been seen Ready since. */
  readonly boots: string;
  /** Node objects whose machines are going. */
  readonly leftNodes: string;
  /** That `down` has begun. */
  readonly removal: string;
  /** What each step of the last `up` took. */
  readonly timings: string;
  /** What Kubernetes' own tests showed last. */
  readonly conformance: string;
  /** Which processes offer the lab on the loopback, and at which ports. */
  readonly proxies: string;
  /** What the proxies and forwards said. */
  readonly proxyLog: string;
  /** Files of users into which a context of the lab was merged. */
  readonly mergedKubeconfigs: string;
  /** Saved states of the whole lab, a folder each. */
  readonly checkpoints: string;
}

/** @param folder the lab's own: `labStateDir(name)` */
export function labFiles(folder: string): LabFiles {
  const [synthesis, terraform, logs] = [join(folder, 'cdktf.out'), join(folder, 'terraform'), join(folder, 'logs')];
  return {
    identity: join(folder, 'identity.json'),
    hypervisor: join(folder, 'hypervisor.json'),
    definition: join(folder, 'definition.yaml'),
    secrets: join(folder, 'secrets'),
    synthesis,
    terraform,
    terraformState: (stack) => join(terraform, `${stack}.tfstate`),
    terraformVariables: (stack) => join(synthesis, 'stacks', stack, 'lab.auto.tfvars.json'),
    program: join(folder, 'bin', 'terraform'),
    environment: join(folder, 'environment.sh'),
    logs,
    conformanceLog: join(logs, 'conformance.log'),
    terraformLog: (stack) => join(logs, `terraform-${stack}.log`),
    libvirt: join(folder, 'libvirt'),
    storage: join(folder, 'storage'),
    consoles: join(folder, 'consoles'),
    providerOrigin: join(folder, 'provider-origin.json'),
    inventoryBefore: join(folder, 'inventory-before.json'),
    changes: join(folder, 'changes.json'),
    boots: join(folder, 'boots.json'),
    leftNodes: join(folder, 'left-nodes.json'),
    removal: join(folder, 'removal.json'),
    timings: join(folder, 'timings.json'),
    conformance: join(folder, 'conformance.json'),
    proxies: join(folder, 'proxies.json'),
    proxyLog: join(logs, 'proxy.log'),
    mergedKubeconfigs: join(folder, 'merged-kubeconfigs.json'),
    checkpoints: join(folder, 'checkpoints'),
  };
}
