import { cliConfiguration, mirrorPath, providerFile } from '../../../build/toolchain/mirror-layout';

const libvirt = { namespace: 'dmacvicar', type: 'libvirt', version: '0.8.3' };

test('a provider lies where the unpacked layout of a filesystem mirror has it', () => {
  expect(mirrorPath('registry.opentofu.org', libvirt, 'linux_arm64')).toBe(
    'registry.opentofu.org/dmacvicar/libvirt/0.8.3/linux_arm64',
  );
  expect(providerFile(libvirt)).toBe('terraform-provider-libvirt_v0.8.3');
});

test('the CLI configuration takes the providers from the mirror under the names of both registries, and from nowhere else', () => {
  const text = cliConfiguration('/cache/a "quoted" place', [libvirt]);
  expect(text).toContain('path    = "/cache/a \\"quoted\\" place"');
  expect(text).toContain('include = ["registry.terraform.io/dmacvicar/libvirt", "registry.opentofu.org/dmacvicar/libvirt"]');
  expect(text).not.toContain('direct');
});
