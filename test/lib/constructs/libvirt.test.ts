import { TerraformOutput } from 'cdktf';
import { libvirtProvider, network, overlayVolume, seedDisk, storagePool, uploadedVolume } from '../../../lib/constructs/libvirt';
import { only, synthesize } from './synthesis';

test('the provider gets the URI and nothing else, in the version its bindings are made from', () => {
  const { provider, terraform } = synthesize((stack) => libvirtProvider(stack, 'qemu:///system'));
  expect(provider).toEqual({ libvirt: [{ uri: 'qemu:///system' }] });
  expect(terraform.required_providers).toEqual({ libvirt: { source: 'dmacvicar/libvirt', version: '0.8.3' } });
});

test('what is made is referred to by its id, and by its address where Terraform wants no expression', () => {
  const { output } = synthesize((stack) => {
    const pool = storagePool(stack, 'pool', { name: 'p', path: '/p', group: '7' });
    const volume = uploadedVolume(stack, 'volume', { name: 'v', pool, source: '/v', format: 'raw' });
    const lan = network(stack, 'network', { name: 'n', bridge: 'b', mode: 'nat', cidr: '10.0.0.0/24' });
    new TerraformOutput(stack, 'made', { value: [pool, volume, lan] });
  });
  expect(output.made!.value).toEqual([
    { id: '${libvirt_pool.pool.name}', address: 'libvirt_pool.pool' },
    { id: '${libvirt_volume.volume.id}', address: 'libvirt_volume.volume' },
    { id: '${libvirt_network.network.id}', address: 'libvirt_network.network' },
  ]);
});

test('an overlay is made anew with its seed, or a rebuilt machine would keep the old one’s disk', () => {
  const synthesized = synthesize((stack) => {
    const pool = storagePool(stack, 'pool', { name: 'p', path: '/p', group: '7' });
    const seed = seedDisk(stack, 'seed', { name: 's', pool, userData: 'u' });
    overlayVolume(stack, 'disk', {
      name: 'd',
      pool,
      base: { id: 'base', address: 'libvirt_volume.base' },
      sizeBytes: 1024,
      replaceWith: seed,
    });
  });
  expect(only(synthesized, 'libvirt_volume')).toEqual({
    name: 'd',
    pool: '${libvirt_pool.pool.name}',
    base_volume_id: 'base',
    size: 1024,
    format: 'qcow2',
    lifecycle: { replace_triggered_by: ['libvirt_cloudinit_disk.seed'] },
  });
});
