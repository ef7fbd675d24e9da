import type { TerraformStack } from 'cdktf';
import { hypervisorInputs, SecretsInput } from '../../../lib/constructs/inputs';
import { LabNetwork } from '../../../lib/constructs/lab-network';
import { libvirtProvider } from '../../../lib/constructs/libvirt';
import { NodeImage } from '../../../lib/constructs/node-image';
import type { Lab } from '../../../lib/model';

/** What a machine stands on: inputs, network and node image. */
export function infrastructure(stack: TerraformStack, lab: Lab) {
  const hypervisor = hypervisorInputs(stack, lab.name);
  libvirtProvider(stack, hypervisor.libvirtUri);
  return {
    lab,
    hypervisor,
    secrets: new SecretsInput(stack, lab.name),
    network: new LabNetwork(stack, 'network', { lab, hypervisor }),
    image: new NodeImage(stack, 'image', { labName: lab.name, hypervisor }),
  };
}
