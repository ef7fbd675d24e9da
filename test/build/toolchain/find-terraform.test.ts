import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labsFolder } from '../../../host/paths';
import { silentProgress } from '../../../host/progress';
import { findTerraform, readVersion } from '../../../build/toolchain/find-terraform';

describe('what `version` prints', () => {
  test.each([
    ['Terraform v1.11.4\non linux_amd64\n', { kind: 'terraform', version: '1.11.4' }],
    ['OpenTofu v1.12.6\non linux_amd64\n', { kind: 'opentofu', version: '1.12.6' }],
    ['Terraform v1.5.0-rc1\n', { kind: 'terraform', version: '1.5.0-rc1' }],
  ])('%j is understood', (output, expected) => {
    expect(readVersion('/bin/t', output)).toEqual({ binary: '/bin/t', ...expected });
  });

  test('fails on a version that is too old, and says which is needed', () => {
    expect(() => readVersion('/bin/t', 'Terraform v1.4.7\n')).toThrow(
      '/bin/t is Terraform 1.4.7, and the lab needs 1.5.0 or newer',
    );
  });

  test('fails on another program', () => {
    expect(() => readVersion('/bin/t', 'GNU bash, version 5.2.15\n')).toThrow('/bin/t is neither Terraform nor OpenTofu');
  });
});

describe('which program is used', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'terraform-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('terraform before tofu, both from PATH', async () => {
    program('tofu', 'OpenTofu v1.12.6');
    expect(await findTerraform(silentProgress, { PATH: folder })).toMatchObject({
      binary: join(folder, 'tofu'),
      kind: 'opentofu',
    });
    program('terraform', 'Terraform v1.11.4');
    expect(await findTerraform(silentProgress, { PATH: folder })).toMatchObject({
      binary: join(folder, 'terraform'),
      kind: 'terraform',
    });
  });

  test('the one TERRAFORM_BINARY_NAME names, by name or by path', async () => {
    program('terraform', 'Terraform v1.11.4');
    program('mine', 'OpenTofu v1.12.6');
    expect(await findTerraform(silentProgress, { PATH: folder, TERRAFORM_BINARY_NAME: 'mine' })).toMatchObject({
      binary: join(folder, 'mine'),
    });
    expect(await findTerraform(silentProgress, { TERRAFORM_BINARY_NAME: join(folder, 'mine') })).toMatchObject({
      binary: join(folder, 'mine'),
    });
  });

  test('the one behind a lab’s own program, in a shell that is set up for plain cdktf', async () => {
    program('terraform', 'Terraform v1.11.4');
    program('mine', 'OpenTofu v1.12.6');
    const TERRAFORM_BINARY_NAME = join(labsFolder(), 'lesson', 'bin', 'terraform');
    const found = (env: NodeJS.ProcessEnv) => findTerraform(silentProgress, { PATH: folder, TERRAFORM_BINARY_NAME, ...env });
    expect(await found({ LAB_TERRAFORM_PROGRAM: join(folder, 'mine') })).toMatchObject({ binary: join(folder, 'mine') });
    expect(await found({})).toMatchObject({ binary: join(folder, 'terraform') });
  });

  test('fails where TERRAFORM_BINARY_NAME names nothing', async () => {
    await expect(findTerraform(silentProgress, { PATH: folder, TERRAFORM_BINARY_NAME: 'gone' })).rejects.toThrow(
      'TERRAFORM_BINARY_NAME is gone',
    );
  });

  function program(name: string, version: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${version}'\n`);
    chmodSync(join(folder, name), 0o755);
  }
});
