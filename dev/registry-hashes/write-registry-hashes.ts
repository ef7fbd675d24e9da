/*
 * npm run registry-hashes   asks the registry of the Terraform found here for the hashes of every provider's archives, as its makers
 *                           signed them, and writes them to registry-hashes.json. Look at the difference before you commit it.
 */
import { writeFileSync } from 'node:fs';
import { Fault, exitCodes } from '../../host/fault';
import { terminalProgress } from '../../host/progress';
import { findHashes } from './find-registry-hashes';
import { providers } from '../../build/toolchain/providers';
import { committedHashes, registryHashesFile } from '../../build/toolchain/registry-hashes';
import { findTerraform } from '../../build/toolchain/terraform';

async function main(): Promise<void> {
  const progress = terminalProgress();
  const terraform = await findTerraform(progress);
  const found = await progress.step('hashes of the registry’s providers', () => findHashes(terraform, providers));
  writeFileSync(registryHashesFile, `${JSON.stringify({ ...committedHashes(), ...found }, null, 2)}\n`);
}

main().catch((error: unknown) => {
  if (!(error instanceof Fault)) throw error;
  console.error(`${error.message}${error.remedy ? `\n${error.remedy}` : ''}`);
  process.exitCode = exitCodes[error.kind];
});
