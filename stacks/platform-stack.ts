import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { ClusterDns } from '../lib/constructs/cluster-dns';
import { SecretsInput } from '../lib/constructs/inputs';
import { LoadBalancer } from '../lib/constructs/load-balancer';
import { kubectlProvider } from '../lib/constructs/manifest';
import type { Lab } from '../lib/model';
import { keepState } from './state';

/** What makes the cluster this lab's cluster: its way to the company's name server, and the addresses it may publish. */
export class PlatformStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: { lab: Lab }) {
    super(scope, id);
    keepState(this, props.lab);
    kubectlProvider(this, props.lab, new SecretsInput(this, props.lab.name));
    new ClusterDns(this, 'cluster-dns', props);
    new LoadBalancer(this, 'load-balancer', props);
  }
}
