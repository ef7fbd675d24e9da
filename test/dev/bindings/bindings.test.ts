import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubectlProvider } from '@cdktf/provider-kubectl/lib/provider';
import { Domain } from '@cdktf/provider-libvirt/lib/domain';
import { LibvirtProvider } from '@cdktf/provider-libvirt/lib/provider';
import * as libvirt from '@cdktf/provider-libvirt';
import { Testing } from 'cdktf';
import { differences, generatedSources, readSources, writeSources } from '../../../dev/bindings/bindings';
import { versions } from '../../../versions';

test('the provider classes require exactly the versions written in versions.ts', () => {
  const synthesized = JSON.parse(
    Testing.synthScope((stack) => {
      new LibvirtProvider(stack, 'libvirt', { uri: 'qemu:///system' });
      new KubectlProvider(stack, 'kubectl', {});
    }),
  ) as { terraform: unknown };
  expect(synthesized.terraform).toMatchObject({
    required_providers: {
      libvirt: { source: 'dmacvicar/libvirt', version: versions.providers.libvirt },
      kubectl: { source: 'gavinbunney/kubectl', version: versions.providers.kubectl },
    },
  });
});

test('the index gives the same classes as their own paths', () => {
  expect(libvirt.domain.Domain).toBe(Domain);
});

describe('comparing what is committed with what is generated', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'bindings-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('only sources count, and what is written is read back', () => {
    mkdirSync(join(folder, 'generated', 'pool'), { recursive: true });
    writeFileSync(join(folder, 'generated', 'pool', 'index.ts'), 'export class Pool {}\n');
    writeFileSync(join(folder, 'generated', 'pool', 'README.md'), '# Pool\n');
    const generated = generatedSources(join(folder, 'generated'));
    expect([...generated]).toEqual([['pool/index.ts', '// @ts-nocheck\nexport class Pool {}\n']]);
    writeSources(join(folder, 'committed'), generated);
    expect(differences(readSources(join(folder, 'committed')), generated)).toEqual([]);
  });

  test.each(['registry.terraform.io', 'registry.opentofu.org'])(
    'a schema that came through %s gives the same text',
    (registry) => {
      writeFileSync(join(folder, 'a.ts'), `// https://${registry}/providers/a/b\nsource: '${registry}/a/b'\n`);
      expect(generatedSources(folder).get('a.ts')).toBe(
        "// @ts-nocheck\n// https://registry.terraform.io/providers/a/b\nsource: 'a/b'\n",
      );
    },
  );

  test('each file that differs is named', () => {
    const committed = new Map([
      ['a.ts', '1'],
      ['b.ts', '1'],
      ['c.ts', '1'],
    ]);
    const generated = new Map([
      ['b.ts', '2'],
      ['c.ts', '1'],
      ['d.ts', '1'],
    ]);
    expect(differences(committed, generated)).toEqual(['a.ts: not generated any more', 'b.ts: differs', 'd.ts: missing']);
  });
});
