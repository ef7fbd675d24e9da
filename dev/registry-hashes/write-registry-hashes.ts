/*
 * npm run registry-hashes   writes registry-hashes.json: the hashes of every provider's archives, as its makers signed them. It asks
 *                           the registry of the Terraform found here. Look at the difference before you commit it.
 */
import { writeFileSync } from 'node:fs';
import { runMain } from '../../cli/run-main';
import { terminalProgress } from '../../cli/terminal-listener';
import { findHashes } from './find-registry-hashes';
import { providers } from '../../build/toolchain/providers';
import { committedHashes, registryHashesFile } from '../../build/toolchain/registry-hashes';
import { findTerraform } from '../../build/toolchain/find-terraform';

async function main(): Promise<void> {
  const progress = terminalProgress();
  const terraform = await findTerraform(progress);
  const found = await progress.step('hashes of the registry’s providers', () => findHashes(terraform, providers));
  writeFileSync(registryHashesFile, `${JSON.stringify({ ...committedHashes(), ...found }, null, 2)}\n`);
}

runMain(main);
