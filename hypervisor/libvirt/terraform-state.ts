import { existsSync, readFileSync } from 'node:fs';

/** What is in Terraform's state. */
export interface TerraformKnowledge {
  /** Of networks, pools and machines: their UUIDs. */
  readonly ids: ReadonlySet<string>;
  /** Names of volumes, seed disks among them. */
  readonly volumes: readonly string[];
}

/** The parts of Terraform's state file, version 4, that are read. */
interface State {
  readonly resources?: readonly {
    readonly type?: string;
    readonly instances?: readonly { readonly attributes?: { readonly id?: unknown; readonly name?: unknown } }[];
  }[];
}

/** What Terraform knows of a lab's infrastructure; nothing where there is no state, or it cannot be read. */
export function terraformKnowledge(file: string): TerraformKnowledge {
  const all = instances(existsSync(file) ? readFileSync(file, 'utf8') : '{}');
  const volumes = all.filter(({ type }) => type === 'libvirt_volume' || type === 'libvirt_cloudinit_disk');
  return { ids: new Set(all.map(({ id }) => id)), volumes: volumes.map(({ name }) => name) };
}

function instances(text: string): { type: string; id: string; name: string }[] {
  try {
    const { resources = [] } = JSON.parse(text) as State;
    return resources.flatMap(({ type = '', instances: made = [] }) =>
      made.map(({ attributes = {} }) => ({ type, id: String(attributes.id ?? ''), name: String(attributes.name ?? '') })),
    );
  } catch {
    return [];
  }
}
