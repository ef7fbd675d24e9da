import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { hypervisorInputs, SecretsInput } from '../lib/constructs/inputs';
import { LabNetwork } from '../lib/constructs/lab-network';
import { libvirtProvider } from '../lib/constructs/libvirt';
import { NodeImage } from '../lib/constructs/node-image';
import { VirtualMachine } from '../lib/constructs/virtual-machine';
import type { Lab, Machine } from '../lib/model';
import { keepState } from './state';

/** The network and the machines. They become a cluster by themselves once they run. */
export class InfrastructureStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: { lab: Lab }) {
    super(scope, id);
    const { lab } = props;
    keepState(this, lab);
    const hypervisor = hypervisorInputs(this, lab.name);
    const secrets = new SecretsInput(this, lab.name);
    libvirtProvider(this, hypervisor.libvirtUri);
    const network = new LabNetwork(this, 'network', { lab, hypervisor });
    const image = new NodeImage(this, 'image', { labName: lab.name, hypervisor });
    const add = (machine: Machine, joins?: VirtualMachine) =>
      // A machine may be called `image` or `constructor`; alone, neither could be a construct's id here.
      new VirtualMachine(this, `machine-${machine.name}`, { lab, machine, hypervisor, secrets, image, network, joins });
    const controlPlane = add(lab.controlPlane);
    for (const worker of lab.workers) add(worker, controlPlane);
    add(lab.nameServer);
  }
}
