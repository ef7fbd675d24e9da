import { Construct } from 'constructs';
import { type Lab, objectNames } from '../model';
import type { HypervisorInputs } from './inputs';
import { type LibvirtObject, network } from './libvirt';

export interface LabNetworkProps {
  readonly lab: Lab;
  readonly hypervisor: HypervisorInputs;
}

/** The network the machines share, with the gateway on it. */
export class LabNetwork extends Construct {
  /** libvirt's network. */
  readonly network: LibvirtObject;

  constructor(scope: Construct, id: string, props: LabNetworkProps) {
    super(scope, id);
    const { lab, hypervisor } = props;
    const { cidr, gateway } = lab.network;
    const names = objectNames(lab.name);
    this.network = network(this, 'Resource', {
      name: names.network,
      bridge: names.bridge,
      mode: hypervisor.networkMode,
      cidr: String(cidr),
      gateway: gateway.equals(cidr.at(1)) ? undefined : String(gateway),
    });
  }
}
