import { PersistentVolume } from '@cdktf/provider-kubernetes/lib/persistent-volume';
import { Secret } from '@cdktf/provider-kubernetes/lib/secret';
import { StatefulSet } from '@cdktf/provider-kubernetes/lib/stateful-set';
import { StorageClass } from '@cdktf/provider-kubernetes/lib/storage-class';
import { Construct } from 'constructs';
import { governingService, type Lab, type Workload } from '../model';
import { images, localVolumes } from '../render';
import type { SecretsInput } from './inputs';
import { namespace, patientProbe, plainPod, spreadOverNodes } from './kubernetes';

const storage = '1Gi';
const passwordFolder = '/run/secrets/db';

export interface PostgresProps {
  readonly lab: Lab;
  readonly workload: Workload;
  readonly secrets: SecretsInput;
}

/** The volume claim of each pod. */
const dataClaim = (storageClassName: string) => ({
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage } } },
});

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
    const storageClass = this.localStorage(lab, workload);
    new StatefulSet(this, 'Resource', {
      metadata: { name: workload.name, namespace, labels },
      waitForRollout: true,
      dependsOn: [storageClass],
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
        volumeClaimTemplate: [dataClaim(storageClass.metadata.name)],
      },
    });
  }

  /** Folders on the workers as volumes. A claim is bound when its pod is placed, and stays bound to that worker. */
  private localStorage(lab: Lab, workload: Workload): StorageClass {
    const storageClass = new StorageClass(this, 'StorageClass', {
      metadata: { name: `${workload.name}-local` },
      storageProvisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
      reclaimPolicy: 'Retain',
    });
    for (const volume of localVolumes(lab, workload)) {
      new PersistentVolume(this, volume.name, {
        metadata: { name: volume.name },
        spec: [
          {
            capacity: { storage },
            accessModes: ['ReadWriteOnce'],
            persistentVolumeReclaimPolicy: 'Retain',
            storageClassName: storageClass.metadata.name,
            // Not `local`, whose folder must be there before; the affinity below keeps the pod on this worker all the same.
            persistentVolumeSource: { hostPath: { path: volume.path, type: 'DirectoryOrCreate' } },
            nodeAffinity: {
              required: {
                nodeSelectorTerm: [
                  { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [volume.node] }] },
                ],
              },
            },
          },
        ],
      });
    }
    return storageClass;
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
      { name: 'data', mountPath: '/var/lib/postgresql/data' },
      { name: 'password', mountPath: passwordFolder, readOnly: true },
    ],
  };
}
