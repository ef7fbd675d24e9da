import { providers } from '../../../build/toolchain/providers';
import {
  type CommittedHashes,
  committedHashes,
  hashesOf,
  lockFile,
  providerAddress,
  requireRegistryHashes,
} from '../../../build/toolchain/registry-hashes';

/** Hashes of every provider, as if somebody had committed them. */
const complete: CommittedHashes = Object.fromEntries(
  providers.map((provider) => [
    providerAddress('terraform', provider),
    { version: provider.version, hashes: ['zh:0f', 'h1:abc='] },
  ]),
);
const libvirt = 'registry.terraform.io/dmacvicar/libvirt';

describe('the registry is not used', () => {
  test.each<[string, CommittedHashes]>([
    ['without hashes', { ...complete, [libvirt]: { version: '0.8.3', hashes: [] } }],
    ['with hashes of another version', { ...complete, [libvirt]: { version: '0.8.2', hashes: ['h1:abc='] } }],
    ['with a provider nobody looked at', Object.fromEntries(Object.entries(complete).filter(([name]) => name !== libvirt))],
  ])('%s', (_what, hashes) => {
    expect(() => requireRegistryHashes('terraform', hashes)).toThrow(
      expect.objectContaining({
        kind: 'environment',
        message: `what the registry serves cannot be checked: no hashes are committed of ${libvirt} 0.8.3`,
        remedy: expect.stringContaining('LAB_PROVIDERS=mirror'),
      }) as Error,
    );
  });

  test('with the hashes of another registry', () => {
    expect(() => requireRegistryHashes('opentofu', complete)).toThrow('registry.opentofu.org/dmacvicar/libvirt 0.8.3, ');
  });

  test('today, because nobody has committed hashes yet', () => {
    expect(committedHashes()).toEqual({});
    expect(() => requireRegistryHashes('terraform')).toThrow('no hashes are committed');
  });
});

test('with hashes of every provider it may be used', () => {
  expect(() => requireRegistryHashes('terraform', complete)).not.toThrow();
});

test('a stack’s lock file names its own providers with their exact versions and hashes, and is read as it was written', () => {
  const required = {
    kubernetes: { source: 'kubernetes', version: '1.13.4' },
    libvirt: { source: 'dmacvicar/libvirt', version: '0.8.3' },
  };
  const text = lockFile('terraform', required, complete);
  expect(text).toBe(`provider "registry.terraform.io/dmacvicar/libvirt" {
  version     = "0.8.3"
  constraints = "0.8.3"
  hashes = [
    "h1:abc=",
    "zh:0f",
  ]
}

provider "registry.terraform.io/hashicorp/kubernetes" {
  version     = "1.13.4"
  constraints = "1.13.4"
  hashes = [
    "h1:abc=",
    "zh:0f",
  ]
}
`);
  expect(hashesOf(text)[libvirt]).toEqual({ version: '0.8.3', hashes: ['h1:abc=', 'zh:0f'] });
  expect(Object.keys(hashesOf(text))).toHaveLength(2);
});
