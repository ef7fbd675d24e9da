import { Fn, type TerraformStack } from 'cdktf';
import { apiEndpoint, type Lab } from '../model';
import type { SecretsInput } from './inputs';
import { output } from './output';

/** What the platform tells: how to reach the cluster, and which addresses it may publish. */
export function clusterOutputs(stack: TerraformStack, lab: Lab, secrets: SecretsInput): void {
  output(stack, 'api_server', `https://${apiEndpoint(lab)}`, 'The Kubernetes API, from the lab’s network.');
  output(
    stack,
    'kubeconfig',
    Fn.abspath(`${secrets.folder}/kubeconfig`),
    'File with which kubectl is the cluster’s administrator.',
  );
  output(stack, 'load_balancer_pool', String(lab.loadBalancer.pool), 'Addresses that Services of type LoadBalancer get.');
}
