/* Compiles the library and packs it into the working folder, or into the one that is named: `npm run library -- FOLDER`. */
import { resolve } from 'node:path';
import { runMain } from '../../cli/run-main';
import { buildLibrary, packLibrary } from './build';

runMain(async () => {
  await buildLibrary();
  console.log(await packLibrary(resolve(process.argv[2] ?? '.')));
});
