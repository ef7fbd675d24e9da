import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { objectNames } from '../model';
import { type SecretEncoding, type SecretName, secretExpression, toTerraformTemplate } from '../render';

/**
 * What differs from machine to machine is a Terraform variable, so that the synthesized JSON is the same everywhere.
 * Relative defaults are relative to the stack's folder, cdktf.out/stacks/NAME, three below the project.
 */

/** Where the lab keeps its secrets. `./lab up` makes them. */
export class SecretsInput {
  /** The folder, a Terraform expression. */
  readonly folder: string;

  constructor(scope: Construct, labName: string) {
    const { stringValue } = new TerraformVariable(scope, 'secrets', {
      type: 'string',
      default: `../../../.lab/${labName}/secrets`,
      description: 'Folder of the secrets made for this lab.',
    });
    this.folder = stringValue;
  }

  /** An expression for one secret, evaluated when Terraform runs; its value is neither in the synthesized JSON nor in a plan's text. */
  expression(name: SecretName, encoding: SecretEncoding = 'text'): string {
    return secretExpression(name, encoding, 'var.secrets');
  }

  /** Rendered text with its secrets put in when Terraform runs. */
  template(text: string): string {
    return toTerraformTemplate(text, 'var.secrets');
  }
}

/** What the infrastructure needs to know of the hypervisor; `./lab` finds it out. */
export interface HypervisorInputs {
  /** libvirt's connection URI. */
  readonly libvirtUri: string;
  /** `kvm` or `qemu`. */
  readonly domainType: string;
  /** `nat` or `open`. */
  readonly networkMode: string;
  /** The storage pool's folder, on the hypervisor. */
  readonly storagePath: string;
  /** Number of QEMU's group. */
  readonly storageGroup: string;
  /** Folder of the consoles' logs, on the hypervisor; empty for none. */
  readonly consoleFolder: string;
  /** The lab that the machines are named after. */
  readonly machinesOf: string;
  /** Folder of the node image, where Terraform runs. */
  readonly nodeImage: string;
}

/** The lab's identity, which everything it makes at a libvirt carries; `./lab` makes it with the lab. */
const identityVariables = { id: 'lab_id', owner: 'lab_owner', machines: 'machines_id' } as const;

/** Declares the hypervisor's variables. The defaults are those of a system libvirt with KVM. */
export function hypervisorInputs(scope: Construct, labName: string): HypervisorInputs {
  const input = (name: string, fallback: string, description: string) =>
    new TerraformVariable(scope, name, { type: 'string', default: fallback, description }).stringValue;
  input(identityVariables.id, '', 'UUID that the UUIDs of networks, pools and machines are made of; none when empty.');
  input(identityVariables.owner, '', 'Who the lab is, percent-encoded JSON for the metadata of machines.');
  input(identityVariables.machines, '', 'UUID of the lab whose saved machines this one began with; itself when empty.');
  return {
    libvirtUri: input('libvirt_uri', 'qemu:///system', 'Connection URI of libvirt (https://libvirt.org/uri.html).'),
    domainType: input('domain_type', 'kvm', 'kvm, or qemu for software emulation.'),
    networkMode: input('network_mode', 'nat', 'nat, or open where the lab has a gateway of its own.'),
    storagePath: input(
      'storage_path',
      `/var/lib/libvirt/images/${objectNames(labName).pool}`,
      'Folder of the storage pool, on the hypervisor.',
    ),
    storageGroup: input('storage_group', '64055', 'Number of the group, QEMU in it, that may look for files in that folder.'),
    consoleFolder: input('console_folder', '', 'Folder for the logs of the serial consoles, on the hypervisor; none when empty.'),
    machinesOf: input(
      'machines_of',
      labName,
      'The lab that the machines are named after: that whose saved machines it began with.',
    ),
    nodeImage: input(
      'node_image',
      `../../../.lab/${labName}/node-image`,
      'Folder of the node image: node.qcow2, vmlinuz, initrd.img.',
    ),
  };
}
