import { Construct } from 'constructs';
import { objectNames, sharedVolumes } from '../model';
import type { HypervisorInputs } from './inputs';
import { type LibvirtObject, storagePool, uploadedVolume } from './libvirt';

export interface NodeImageProps {
  /** The name that the pool is told apart by. */
  readonly labName: string;
  readonly hypervisor: HypervisorInputs;
}

/** The storage pool, and in it the image every machine's disk is a thin overlay of, with its kernel and initial RAM disk. */
export class NodeImage extends Construct {
  readonly pool: LibvirtObject;
  readonly disk: LibvirtObject;
  readonly kernel: LibvirtObject;
  readonly initrd: LibvirtObject;

  constructor(scope: Construct, id: string, props: NodeImageProps) {
    super(scope, id);
    const { storagePath, storageGroup, nodeImage } = props.hypervisor;
    this.pool = storagePool(this, 'Pool', { name: objectNames(props.labName).pool, path: storagePath, group: storageGroup });
    const upload = (id: string, file: string, format: 'qcow2' | 'raw', name = file) =>
      uploadedVolume(this, id, { name, pool: this.pool, source: `${nodeImage}/${file}`, format });
    this.disk = upload('Disk', 'node.qcow2', 'qcow2', sharedVolumes.image);
    this.kernel = upload('Kernel', sharedVolumes.kernel, 'raw');
    this.initrd = upload('Initrd', sharedVolumes.initrd, 'raw');
  }
}
