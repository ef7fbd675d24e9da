import { Fn, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { ClusterDns } from '../lib/constructs/cluster-dns';
import { ClusterGate } from '../lib/constructs/cluster-gate';
import { clusterOutputs } from '../lib/constructs/cluster-outputs';
import { SecretsInput } from '../lib/constructs/inputs';
import { LoadBalancer } from '../lib/constructs/load-balancer';
import { kubectlProvider } from '../lib/constructs/kubernetes-manifest';
import type { Lab } from '../lib/model';
import { keepState } from './state';

export interface PlatformStackProps {
  readonly lab: Lab;
  /** What `InfrastructureStack` tells of its machines: where they are made anew, the cluster is waited for again. Default: never. */
  readonly machines?: string;
}

/** What makes the cluster this lab's cluster: its way to the company's name server, and the addresses it may publish. */
export class PlatformStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id);
    const { lab, machines } = props;
    keepState(this, lab, 'platform');
    const secrets = new SecretsInput(this, lab.name);
    kubectlProvider(this, lab, secrets);
    // A state of before this value was told has none.
    const after = machines ? [Fn.try([machines, '']) as string] : [];
    const { resource: cluster } = new ClusterGate(this, 'cluster', { lab, secrets, after });
    new ClusterDns(this, 'cluster-dns', { lab, dependsOn: [cluster] });
    new LoadBalancer(this, 'load-balancer', { lab, dependsOn: [cluster] });
    clusterOutputs(this, lab, secrets);
  }
}
