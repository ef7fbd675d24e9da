import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../host/paths';
import { versions } from '../versions';

const modules = [
  ['toolchain/opentofu', 'github.com/opentofu/opentofu', versions.opentofu],
  ['toolchain/providers/libvirt', 'github.com/dmacvicar/terraform-provider-libvirt', `v${versions.providers.libvirt}`],
  ['toolchain/providers/kubectl', 'github.com/gavinbunney/terraform-provider-kubectl', `v${versions.providers.kubectl}`],
  ['toolchain/providers/kubernetes', 'github.com/hashicorp/terraform-provider-kubernetes', `v${versions.providers.kubernetes}`],
  ['image/go/kubernetes', 'k8s.io/kubernetes', versions.kubernetes],
  ['conformance/go', 'k8s.io/kubernetes', versions.kubernetes],
  ['image/go/etcd', 'go.etcd.io/etcd/server/v3', versions.etcd],
  ['image/go/coredns', 'github.com/coredns/coredns', versions.coredns],
  ['image/go/containerd', 'github.com/containerd/containerd/v2', versions.containerd],
  ['image/go/metallb', 'go.universe.tf/metallb', versions.metallb],
  ['image/go/cri-tools', 'sigs.k8s.io/cri-tools', versions.criTools],
] as const;

test.each(modules)('%s/go.mod asks for the %s of versions.ts, and go.sum has its checksum', (folder, module, version) => {
  expect(read(folder, 'go.mod')).toMatch(new RegExp(`^(require )?\\s*${escape(module)} ${escape(version)}$`, 'm'));
  expect(read(folder, 'go.sum')).toContain(`\n${module} ${version} h1:`);
});

test.each(['image/go/kubernetes', 'conformance/go'])('the Kubernetes staging modules of %s are of the same release', (folder) => {
  const staging = versions.kubernetes.replace('v1', 'v0');
  const replaced = [...read(folder, 'go.mod').matchAll(/^\s*(?:replace )?(k8s\.io\/\S+) => (\S+) (\S+)$/gm)];
  expect(replaced.length).toBeGreaterThan(20);
  for (const [, , , version] of replaced) expect(version).toBe(staging);
});

test.each(['libvirt', 'kubectl'] as const)('the bindings of %s have the version of the provider', (type) => {
  expect(JSON.parse(read(`packages/provider-${type}`, 'package.json'))).toMatchObject({ version: versions.providers[type] });
});

const read = (folder: string, file: string): string => readFileSync(join(projectRoot, folder, file), 'utf8');
const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
