/*
 * Prepares the toolchain and prints its environment for a shell, for those who run cdktf themselves:
 *   eval "$(npm run --silent toolchain)" && npx cdktf diff
 */
import { Fault, exitCodes } from '../../host/fault';
import { terminalProgress } from '../../host/progress';
import { prepareToolchain } from './toolchain';

prepareToolchain(terminalProgress())
  .then(({ environment }) => {
    for (const [name, value] of Object.entries(environment)) console.log(`export ${name}='${value.replaceAll("'", `'\\''`)}'`);
  })
  .catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    console.error(`${error.message}${error.remedy ? `\n${error.remedy}` : ''}`);
    process.exitCode = exitCodes[error.kind];
  });
