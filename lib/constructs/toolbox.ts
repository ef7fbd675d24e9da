import { Daemonset } from '@cdktf/provider-kubernetes/lib/daemonset';
import { Construct } from 'constructs';
import { images } from '../render';
import { namespace, patientTimeouts, plainPod } from './kubernetes';

/** The vantage point "from a pod": a pod on each node, the control plane included, with dig, curl, ip and tcpdump. */
export class Toolbox extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const labels = { app: 'toolbox' };
    new Daemonset(this, 'Resource', {
      metadata: { name: 'toolbox', namespace, labels },
      timeouts: patientTimeouts,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            ...plainPod,
            toleration: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
            // `sleep` does not end on SIGTERM when it is process 1.
            terminationGracePeriodSeconds: 1,
            container: [
              { name: 'toolbox', image: images.toolbox, imagePullPolicy: 'IfNotPresent', command: ['sleep', 'infinity'] },
            ],
          },
        },
      },
    });
  }
}
