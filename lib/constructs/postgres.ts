import { Secret } from '@cdktf/provider-kubernetes/lib/secret';
import { StatefulSet } from '@cdktf/provider-kubernetes/lib/stateful-set';
import { Construct } from 'constructs';
import { governingService, type Lab, type Workload } from '../model';
import { images, volumeClaimTemplate } from '../render';
import type { SecretsInput } from './inputs';
import { namespace, patientProbe, plainPod, spreadOverNodes } from './kubernetes';
import { localStorage } from './local-storage';

const passwordFolder = '/run/secrets/db';

export interface PostgresProps {
  readonly lab: Lab;
  readonly workload: Workload;
  readonly secrets: SecretsInput;
}

/**
 * The lesson's `db`: PostgreSQL servers with a stable name, address record and volume each (a StatefulSet). They do not
 * replicate one another, so that a row shows in which one it was written.
 */
export class Postgres extends Construct {
  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { lab, workload, secrets } = props;
    const labels = { app: workload.name };
    const password = new Secret(this, 'Password', {
      metadata: { name: workload.name, namespace },
      data: { password: secrets.expression('db-password') },
    });
    const { claims, claimTemplate } = localStorage(this, { lab, workload });
    new StatefulSet(this, 'Resource', {
      metadata: { name: workload.name, namespace, labels },
      waitForRollout: true,
      dependsOn: [...claims],
      spec: {
        serviceName: governingService(lab, workload).name,
        // What Kubernetes would set by itself; left out, the provider wants to take it away again at every run.
        updateStrategy: [{ type: 'RollingUpdate', rollingUpdate: [{ partition: 0 }] }],
        replicas: String(workload.replicas),
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            ...plainPod,
            affinity: spreadOverNodes(workload.name),
            container: [postgresContainer()],
            volume: [{ name: 'password', secret: { secretName: password.metadata.name } }],
          },
        },
        volumeClaimTemplate: [claimTemplate],
      },
    });
  }
}

function postgresContainer() {
  return {
    name: 'postgres',
    image: images.postgres,
    imagePullPolicy: 'IfNotPresent',
    env: [
      { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
      { name: 'POSTGRES_PASSWORD_FILE', value: `${passwordFolder}/password` },
    ],
    port: [{ name: 'postgres', containerPort: 5432 }],
    readinessProbe: { ...patientProbe, tcpSocket: [{ port: '5432' }] },
    volumeMount: [
      { name: volumeClaimTemplate, mountPath: '/var/lib/postgresql/data' },
      { name: 'password', mountPath: passwordFolder, readOnly: true },
    ],
  };
}
