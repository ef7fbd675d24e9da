import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Lab } from '../model';
import { ipAddressPool, l2Advertisement, toPlainTemplate } from '../render';
import { kubernetesManifest } from './kubernetes-manifest';

export interface LoadBalancerProps {
  readonly lab: Lab;
  /** What must be there before. Default: nothing. */
  readonly dependsOn?: ITerraformDependable[];
}

/** MetalLB's addresses and their announcement on the lab's network. MetalLB itself is installed when the cluster boots. */
export class LoadBalancer extends Construct {
  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const pool = kubernetesManifest(this, 'AddressPool', {
      yaml: toPlainTemplate(ipAddressPool(props.lab)),
      dependsOn: props.dependsOn,
    });
    kubernetesManifest(this, 'L2Advertisement', { yaml: toPlainTemplate(l2Advertisement()), dependsOn: [pool] });
  }
}
