import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Lab } from '../model';
import { corednsConfigMap, toPlainTemplate } from '../render';
import { kubernetesManifest } from './kubernetes-manifest';

export interface ClusterDnsProps {
  readonly lab: Lab;
  /** What must be there before. Default: nothing. */
  readonly dependsOn?: ITerraformDependable[];
}

/** The cluster's CoreDNS, connected to the company's name server. Changing the forwarders changes the running cluster. */
export class ClusterDns extends Construct {
  constructor(scope: Construct, id: string, props: ClusterDnsProps) {
    super(scope, id);
    const { lab, dependsOn } = props;
    kubernetesManifest(this, 'Corefile', { yaml: toPlainTemplate(corednsConfigMap(lab)), adopted: true, dependsOn });
  }
}
