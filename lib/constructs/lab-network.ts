import { Construct } from 'constructs';
import type { Lab } from '../model';
import type { HypervisorInputs } from './inputs';
import { type LibvirtObject, network } from './libvirt';

/** The name of the lab's bridge, at most 15 characters (the kernel's limit for an interface). */
export const bridgeName = (lab: Pick<Lab, 'name'>): string => `br-${lab.name}`;

/** The network the machines share, with the gateway on it. */
export class LabNetwork extends Construct {
  readonly network: LibvirtObject;

  constructor(scope: Construct, id: string, props: { lab: Lab; hypervisor: HypervisorInputs }) {
    super(scope, id);
    const { lab, hypervisor } = props;
    const { cidr, gateway } = lab.network;
    this.network = network(this, 'Resource', {
      name: `lab-${lab.name}`,
      bridge: bridgeName(lab),
      mode: hypervisor.networkMode,
      cidr: String(cidr),
      gateway: gateway.equals(cidr.at(1)) ? undefined : String(gateway),
    });
  }
}
