import { Service as KubernetesService, type ServiceSpec } from '@cdktf/provider-kubernetes/lib/service';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Service, ServicePort } from '../model';
import { namespace, patientTimeouts } from './kubernetes';

export interface LabServiceProps {
  /** A Service of the lab, `lab.services[0]`. */
  readonly service: Service;
  /** What must be there before. Default: nothing. */
  readonly dependsOn?: ITerraformDependable[];
}

/** One Service of any type, as the lesson's table has it. */
export class LabService extends Construct {
  constructor(scope: Construct, id: string, props: LabServiceProps) {
    super(scope, id);
    const { service } = props;
    new KubernetesService(this, 'Resource', {
      metadata: { name: service.name, namespace },
      timeouts: { create: patientTimeouts.create },
      spec: spec(service),
      dependsOn: props.dependsOn,
      // MetalLB notes there which pool an address came from.
      lifecycle: { ignoreChanges: ['metadata[0].annotations'] },
    });
  }
}

function spec(service: Service): ServiceSpec {
  if (service.type === 'ExternalName') return { type: 'ExternalName', externalName: service.externalName };
  const common = { selector: { app: service.workload }, port: service.ports.map(port) };
  switch (service.type) {
    case 'ClusterIP':
      return { ...common, type: 'ClusterIP', clusterIp: String(service.clusterIp) };
    case 'NodePort':
      return { ...common, type: 'NodePort', externalTrafficPolicy: service.externalTrafficPolicy };
    case 'LoadBalancer':
      return {
        ...common,
        type: 'LoadBalancer',
        loadBalancerIp: String(service.address),
        externalTrafficPolicy: service.externalTrafficPolicy,
      };
    case 'Headless':
      // A name for each pod that is ready, and none for one that is not.
      return { ...common, type: 'ClusterIP', clusterIp: 'None' };
  }
}

function port({ name, port, targetPort, nodePort }: ServicePort) {
  return { name, port, targetPort: String(targetPort), nodePort, protocol: 'TCP' };
}
