/**
 * The lab as a library for other CDKTF projects: what a lab is, its three stacks, and the constructs of which they are made.
 * What the stacks need beside Terraform (libvirt, the node image, secrets) is made by `./lab prepare` of a checkout of the project.
 */
export { definitionFile, readLabText } from '../lib/definition';
export { type Lab, type LabDefinition, DefinitionError, resolveLab, warnings } from '../lib/model';
export {
  addLab,
  type AddLabProps,
  InfrastructureStack,
  type LabStacks,
  PlatformStack,
  type PlatformStackProps,
  type ServicesStackProps,
  ServicesStack,
} from '../stacks';
export { ApiTester } from '../lib/constructs/api-tester';
export { ClusterDns } from '../lib/constructs/cluster-dns';
export { ClusterGate, type ClusterGateProps } from '../lib/constructs/cluster-gate';
export { type HypervisorInputs, hypervisorInputs, SecretsInput } from '../lib/constructs/inputs';
export { kubernetesProvider } from '../lib/constructs/kubernetes';
export { LabNetwork } from '../lib/constructs/lab-network';
export { LabService } from '../lib/constructs/lab-service';
export { LoadBalancer } from '../lib/constructs/load-balancer';
export { kubectlProvider, kubernetesManifest, type KubernetesManifestProps } from '../lib/constructs/manifest';
export { NodeImage } from '../lib/constructs/node-image';
export { Postgres, type PostgresProps } from '../lib/constructs/postgres';
export { Toolbox } from '../lib/constructs/toolbox';
export { VirtualMachine, type VirtualMachineProps } from '../lib/constructs/virtual-machine';
