import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../host/run';
import { type Provider, providerSource } from '../../build/toolchain/providers';
import { type CommittedHashes, hashesOf } from '../../build/toolchain/registry-hashes';
import type { Terraform } from '../../build/toolchain/find-terraform';

/** The machines a lab can be built from. */
const platforms = ['linux_amd64', 'linux_arm64'];

/** The hashes of providers' archives, found by Terraform itself. @param from arguments of `providers lock`: where it looks */
export async function findHashes(
  terraform: Terraform,
  wanted: readonly Provider[],
  from: readonly string[] = platforms.map((platform) => `-platform=${platform}`),
): Promise<CommittedHashes> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-hashes-'));
  try {
    const required = Object.fromEntries(
      wanted.map((provider) => [provider.type, { source: providerSource(provider), version: provider.version }]),
    );
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: required } }));
    await run(terraform.binary, ['providers', 'lock', '-no-color', ...from], {
      cwd: folder,
      env: { CHECKPOINT_DISABLE: '1' },
      timeout: 10 * 60_000,
      errorKind: 'environment',
      remedy: 'this needs the registry: run it where the registry can be reached',
    });
    return hashesOf(readFileSync(join(folder, '.terraform.lock.hcl'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
