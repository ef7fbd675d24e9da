import { Construct } from 'constructs';
import type { Lab } from '../model';
import type { HypervisorInputs } from './inputs';
import { type LibvirtObject, network } from './libvirt';

/** The name of the lab's bridge, at most 15 characters (the kernel's limit for an interface). */
export const bridgeName = (lab: Pick<Lab, 'name'>): string => `br-${lab.name}`;

/** The network the machines share, with the gateway at its first address. */
export class LabNetwork extends Construct {
  readonly network: LibvirtObject;

  constructor(scope: Construct, id: string, props: { lab: Lab; hypervisor: HypervisorInputs }) {
    super(scope, id);
    const { lab, hypervisor } = props;
    this.network = network(this, 'Resource', {
      name: `lab-${lab.name}`,
      bridge: bridgeName(lab),
      mode: hypervisor.networkMode,
      cidr: String(lab.network.cidr),
    });
  }
}
