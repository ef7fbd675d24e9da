import { PersistentVolume } from '@cdktf/provider-kubernetes/lib/persistent-volume';
import { PersistentVolumeClaim } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim';
import { StorageClass } from '@cdktf/provider-kubernetes/lib/storage-class';
import type { Construct } from 'constructs';
import type { Lab, Workload } from '../model';
import { type LocalVolume, localVolumes, volumeClaims, volumeClaimTemplate } from '../render';
import { namespace } from './kubernetes';

const storage = '1Gi';

/** The volumes of a StatefulSet, and what claims them. */
export interface LocalStorage {
  /** The StatefulSet's template: its controller finds the claims of these names and makes no others. */
  readonly claimTemplate: { readonly metadata: { readonly name: string }; readonly spec: ReturnType<typeof claimSpec> };
  /** What must be there before the StatefulSet, and stays until its pods are gone. */
  readonly claims: readonly PersistentVolumeClaim[];
}

/**
 * Folders on the workers as volumes, and a claim for each pod. A claim is bound when its pod is placed, and stays bound to that worker.
 *
 * The claims are resources. Reason: a StatefulSet's controller leaves the claims that it made, and a volume that is claimed cannot be
 * removed. Terraform removes the StatefulSet first, then the claims, then the volumes.
 */
export function localStorage(scope: Construct, props: { lab: Lab; workload: Workload }): LocalStorage {
  const { lab, workload } = props;
  const storageClass = new StorageClass(scope, 'StorageClass', {
    metadata: { name: `${workload.name}-local` },
    storageProvisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'WaitForFirstConsumer',
    reclaimPolicy: 'Retain',
  });
  const className = storageClass.metadata.name;
  const volumes = localVolumes(lab, workload).map((volume) => persistentVolume(scope, volume, className));
  const claims = volumeClaims(workload).map(
    (name) =>
      new PersistentVolumeClaim(scope, name, {
        metadata: { name, namespace, labels: { app: workload.name } },
        // It is bound only when its pod is placed, and the pod waits for the claim.
        waitUntilBound: false,
        spec: claimSpec(className),
        dependsOn: volumes,
      }),
  );
  return { claims, claimTemplate: { metadata: { name: volumeClaimTemplate }, spec: claimSpec(className) } };
}

const claimSpec = (storageClassName: string) => ({
  accessModes: ['ReadWriteOnce'],
  storageClassName,
  resources: { requests: { storage } },
});

function persistentVolume(scope: Construct, volume: LocalVolume, storageClassName: string): PersistentVolume {
  return new PersistentVolume(scope, volume.name, {
    metadata: { name: volume.name },
    spec: [
      {
        capacity: { storage },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName,
        // Not `local`, whose folder must be there before; the affinity below keeps the pod on this worker all the same.
        persistentVolumeSource: { hostPath: { path: volume.path, type: 'DirectoryOrCreate' } },
        nodeAffinity: {
          required: {
            nodeSelectorTerm: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [volume.node] }] }],
          },
        },
      },
    ],
  });
}
