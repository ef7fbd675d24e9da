import { Deployment } from '@cdktf/provider-kubernetes/lib/deployment';
import { Secret } from '@cdktf/provider-kubernetes/lib/secret';
import { Construct } from 'constructs';
import type { Workload } from '../model';
import { images } from '../render';
import type { SecretsInput } from './inputs';
import { namespace, patientProbe, patientTimeouts, plainPod, spreadOverNodes } from './kubernetes';

const tlsFolder = '/etc/api-tester/tls';

export interface ApiTesterProps {
  /** A workload of the lab, of the kind `api-tester`. */
  readonly workload: Workload;
  readonly secrets: SecretsInput;
}

/**
 * The lesson's `api-tester`: Kubernetes' own network test server (agnhost netexec). It serves HTTP on 8080, and HTTPS on 8443
 * with a certificate of the lab's authority. `/hostname` names the pod, `/clientip` the client it sees.
 */
export class ApiTester extends Construct {
  constructor(scope: Construct, id: string, props: ApiTesterProps) {
    super(scope, id);
    const { workload, secrets } = props;
    const labels = { app: workload.name };
    const tls = new Secret(this, 'Tls', {
      metadata: { name: `${workload.name}-tls`, namespace },
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': secrets.expression('web.crt'), 'tls.key': secrets.expression('web.key') },
    });
    new Deployment(this, 'Resource', {
      metadata: { name: workload.name, namespace, labels },
      timeouts: patientTimeouts,
      spec: {
        replicas: String(workload.replicas),
        strategy: oneByOne,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            ...plainPod,
            affinity: spreadOverNodes(workload.name),
            container: [
              server('http', 8080),
              { ...server('https', 8443, tlsFlags), volumeMount: [{ name: 'tls', mountPath: tlsFolder, readOnly: true }] },
            ],
            volume: [{ name: 'tls', secret: { secretName: tls.metadata.name } }],
          },
        },
      },
    });
  }
}

/** Stop a pod before starting its successor. Otherwise anti-affinity counts both and may put two new pods on one node. */
const oneByOne = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '0', maxUnavailable: '1' } };

const tlsFlags = [`--tls-cert-file=${tlsFolder}/tls.crt`, `--tls-private-key-file=${tlsFolder}/tls.key`];

function server(scheme: 'http' | 'https', port: number, flags: readonly string[] = []) {
  return {
    name: scheme,
    image: images.agnhost,
    imagePullPolicy: 'IfNotPresent',
    args: ['netexec', `--http-port=${port}`, '--udp-port=-1', ...flags],
    port: [{ name: scheme, containerPort: port }],
    // Not /healthz: that one reports the UDP server, which is switched off.
    readinessProbe: { ...patientProbe, httpGet: { path: '/hostname', port: String(port), scheme: scheme.toUpperCase() } },
  };
}
