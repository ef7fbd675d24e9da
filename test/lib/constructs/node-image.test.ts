import { resolveLab } from '../../../lib/model';
import { infrastructure } from './infrastructure';
import { addressOf, only, resources, synthesize } from './synthesis';

const synthesized = synthesize((stack) => void infrastructure(stack, resolveLab()));

test('the pool is a folder of the lab’s own, open to root and to the group of QEMU', () => {
  const pool = only(synthesized, 'libvirt_pool');
  expect(pool).toMatchObject({ name: 'lab-lesson', type: 'dir', target: { path: '${var.storage_path}' } });
  expect(pool.xml.xslt).toContain(
    '<permissions><mode>0710</mode><owner>0</owner><group>${var.storage_group}</group></permissions>',
  );
});

test('the image, its kernel and its initial RAM disk are uploaded into it', () => {
  const pool = `\${${addressOf(synthesized, 'libvirt_pool')}.name}`;
  expect(resources(synthesized, 'libvirt_volume')).toEqual([
    { name: 'node_image.qcow2', pool, source: '${var.node_image}/node.qcow2', format: 'qcow2' },
    { name: 'initrd.img', pool, source: '${var.node_image}/initrd.img', format: 'raw' },
    { name: 'vmlinuz', pool, source: '${var.node_image}/vmlinuz', format: 'raw' },
  ]);
});
