/*
 * Prepares the toolchain and prints its environment for a shell, for those who run cdktf themselves:
 *   eval "$(npm run --silent toolchain)" && npx cdktf diff
 */
import { runMain } from '../cli/run-main';
import { terminalProgress } from '../cli/terminal-listener';
import { quoted } from '../host/shell';
import { prepareToolchain } from '../build/toolchain';

runMain(async () => {
  const { environment } = await prepareToolchain(terminalProgress());
  for (const [name, value] of Object.entries(environment)) console.log(`export ${name}=${quoted(value)}`);
});
