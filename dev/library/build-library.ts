import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../host/paths';
import { run } from '../../host/run';

/** The folder of the package of constructs. */
export const library = join(projectRoot, 'library');
const dist = join(library, 'dist');

/** Makes what the package holds beside its description: one file of code, the program that it starts, types and the license. */
export async function buildLibrary(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await bundle();
  copyFileSync(join(projectRoot, 'lib/constructs/wait-for-cluster.mjs'), join(dist, 'wait-for-cluster.mjs'));
  copyFileSync(join(projectRoot, 'LICENSE'), join(library, 'LICENSE'));
  await run('npx', ['tsc', '--project', library], { cwd: projectRoot });
}

/** The providers' bindings are published nowhere, so they are in the file. What npm installs beside the package is not. */
async function bundle(): Promise<void> {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'));
  await build({
    entryPoints: [join(library, 'index.ts')],
    outfile: join(dist, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    // Errors and constructs are told by the names of their classes.
    keepNames: true,
    external: Object.keys({ ...dependencies, ...peerDependencies }),
    logLevel: 'warning',
  });
}
