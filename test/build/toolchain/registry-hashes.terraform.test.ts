import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHashes } from '../../../dev/registry-hashes/find-registry-hashes';
import { providers, providerSource } from '../../../build/toolchain/providers';
import { type CommittedHashes, lockFile, providerAddress } from '../../../build/toolchain/registry-hashes';
import { readVersion, type Terraform } from '../../../build/toolchain/find-terraform';

/** Terraform itself holds to the hashes. The mirror stands in for the registry: what is checked does not depend on where it came from. */
jest.setTimeout(5 * 60_000);

const kubernetes = providers.filter(({ type }) => type === 'kubernetes');
const required = { kubernetes: { source: providerSource(kubernetes[0]!), version: kubernetes[0]!.version } };
let folder: string;
let terraform: Terraform;
let hashes: CommittedHashes;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lab-lock-'));
  const binary = process.env.LAB_TERRAFORM!;
  terraform = readVersion(binary, spawnSync(binary, ['version'], { encoding: 'utf8' }).stdout);
  const mirror = /path\s*=\s*"([^"]+)"/.exec(readFileSync(process.env.TF_CLI_CONFIG_FILE!, 'utf8'))![1]!;
  hashes = await findHashes(terraform, kubernetes, [`-fs-mirror=${mirror}`]);
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: required } }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function init(committed: CommittedHashes) {
  writeFileSync(join(folder, '.terraform.lock.hcl'), lockFile(terraform.kind, required, committed));
  rmSync(join(folder, '.terraform'), { recursive: true, force: true });
  const { status, stdout, stderr } = spawnSync(terraform.binary, ['init', '-input=false', '-no-color', '-lockfile=readonly'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

test('a program with another hash than the committed one is not installed', () => {
  const address = providerAddress(terraform.kind, kubernetes[0]!);
  const { version } = hashes[address]!;
  const other = { [address]: { version, hashes: ['h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='] } };
  expect(init(other)).toMatchObject({ status: 1, said: expect.stringMatching(/checksum/) });
});

test('the program with the committed hash is installed, and the lock file needs no change', () => {
  expect(Object.values(hashes)).toEqual([{ version: '1.13.4', hashes: [expect.stringMatching(/^h1:/)] }]);
  expect(init(hashes)).toMatchObject({ status: 0 });
});
