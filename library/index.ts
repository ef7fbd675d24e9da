/**
 * A Kubernetes network lab for CDKTF apps: what a lab is, its three stacks, and the constructs of which they are made.
 * @packageDocumentation
 */
export { definitionFile, readLabText } from '../lib/definition';
export {
  type Cidr,
  type Cluster,
  DefinitionError,
  type DefinitionProblem,
  type IpAddress,
  type IpRange,
  type Lab,
  type LabDefinition,
  type Machine,
  type Network,
  resolveLab,
  type Service,
  type ServicePort,
  warnings,
  type Workload,
} from '../lib/model';
export {
  addLab,
  type AddLabProps,
  InfrastructureStack,
  type InfrastructureStackProps,
  type LabStacks,
  PlatformStack,
  type PlatformStackProps,
  ServicesStack,
  type ServicesStackProps,
} from '../stacks';
export { ApiTester, type ApiTesterProps } from '../lib/constructs/api-tester';
export { ClusterDns, type ClusterDnsProps } from '../lib/constructs/cluster-dns';
export { ClusterGate, type ClusterGateProps } from '../lib/constructs/cluster-gate';
export { type HypervisorInputs, hypervisorInputs, SecretsInput } from '../lib/constructs/inputs';
export { kubernetesProvider } from '../lib/constructs/kubernetes';
export { LabNetwork, type LabNetworkProps } from '../lib/constructs/lab-network';
export { LabService, type LabServiceProps } from '../lib/constructs/lab-service';
export { type LibvirtObject, libvirtProvider } from '../lib/constructs/libvirt';
export { LoadBalancer, type LoadBalancerProps } from '../lib/constructs/load-balancer';
export { kubectlProvider, kubernetesManifest, type KubernetesManifestProps } from '../lib/constructs/kubernetes-manifest';
export { NodeImage, type NodeImageProps } from '../lib/constructs/node-image';
export { Postgres, type PostgresProps } from '../lib/constructs/postgres';
export { TerraformData, type TerraformDataProps } from '../lib/constructs/terraform-data';
export { Toolbox } from '../lib/constructs/toolbox';
export { VirtualMachine, type VirtualMachineProps } from '../lib/constructs/virtual-machine';
