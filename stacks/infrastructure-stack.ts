import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { hypervisorInputs, SecretsInput } from '../lib/constructs/inputs';
import { LabNetwork } from '../lib/constructs/lab-network';
import { libvirtProvider } from '../lib/constructs/libvirt';
import { machineOutputs } from '../lib/constructs/machine-outputs';
import { NodeImage } from '../lib/constructs/node-image';
import { TerraformData } from '../lib/constructs/terraform-data';
import { VirtualMachine } from '../lib/constructs/virtual-machine';
import type { Lab, Machine } from '../lib/model';
import { keepState } from './state';

export interface InfrastructureStackProps {
  readonly lab: Lab;
}

/** The network and the machines. They become a cluster by themselves once they run. */
export class InfrastructureStack extends TerraformStack {
  /** A value that is another one once any machine was made anew. */
  readonly machines: string;

  constructor(scope: Construct, id: string, props: InfrastructureStackProps) {
    super(scope, id);
    const { lab } = props;
    keepState(this, lab, 'infrastructure');
    const hypervisor = hypervisorInputs(this, lab.name);
    const secrets = new SecretsInput(this, lab.name);
    libvirtProvider(this, hypervisor.libvirtUri);
    const network = new LabNetwork(this, 'network', { lab, hypervisor });
    const image = new NodeImage(this, 'image', { labName: lab.name, hypervisor });
    const add = (machine: Machine, joins?: VirtualMachine) =>
      // A machine may be called `image` or `constructor`; alone, neither could be a construct's id here.
      new VirtualMachine(this, `machine-${machine.name}`, { lab, machine, hypervisor, secrets, image, network, joins });
    const controlPlane = add(lab.controlPlane);
    const workers = lab.workers.map((worker) => add(worker, controlPlane));
    const nameServer = add(lab.nameServer);
    const made = [controlPlane, ...workers, nameServer].map(({ machine }) => machine.address);
    this.machines = new TerraformData(this, 'machines', { lifecycle: { replaceTriggeredBy: made } }).id;
    machineOutputs(this, lab, secrets);
  }
}
