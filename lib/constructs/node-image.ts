import { Construct } from 'constructs';
import type { HypervisorInputs } from './inputs';
import { type LibvirtObject, storagePool, uploadedVolume } from './libvirt';

/** No machine can be called so, and the disks of machines called `node` lie beside it. */
const imageVolume = 'node_image.qcow2';

/** The storage pool, and in it the image every machine's disk is a thin overlay of, with its kernel and initial RAM disk. */
export class NodeImage extends Construct {
  readonly pool: LibvirtObject;
  readonly disk: LibvirtObject;
  readonly kernel: LibvirtObject;
  readonly initrd: LibvirtObject;

  constructor(scope: Construct, id: string, props: { labName: string; hypervisor: HypervisorInputs }) {
    super(scope, id);
    const { storagePath, storageGroup, nodeImage } = props.hypervisor;
    this.pool = storagePool(this, 'Pool', { name: `lab-${props.labName}`, path: storagePath, group: storageGroup });
    const upload = (id: string, file: string, format: 'qcow2' | 'raw', name = file) =>
      uploadedVolume(this, id, { name, pool: this.pool, source: `${nodeImage}/${file}`, format });
    this.disk = upload('Disk', 'node.qcow2', 'qcow2', imageVolume);
    this.kernel = upload('Kernel', 'vmlinuz', 'raw');
    this.initrd = upload('Initrd', 'initrd.img', 'raw');
  }
}
