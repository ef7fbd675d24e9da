import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { projectRoot } from '../../host/paths';
import { run } from '../../host/run';

const library = join(projectRoot, 'library');
const built = join(library, 'build');

/** Packages of this project that are published nowhere: their compiled code goes along. */
const bundled = ['provider-kubectl', 'provider-libvirt'];

/** Files that the compiled code reads beside it. */
const read = ['lib/constructs/wait-for-cluster.mjs'];

/** Compiles the library into `library`, where `npm pack` finds it. */
export async function buildLibrary(): Promise<string> {
  for (const folder of [built, join(library, 'node_modules')]) rmSync(folder, { recursive: true, force: true });
  await run('npx', ['tsc', '--project', join(library, 'tsconfig.json')], { cwd: projectRoot });
  for (const file of read) copyFileSync(join(projectRoot, file), join(built, file));
  for (const name of bundled) bundle(name);
  return library;
}

/** Puts a package's compiled code where Node.js looks for it from the library. */
function bundle(name: string): void {
  const target = join(library, 'node_modules', '@cdktf', name);
  mkdirSync(dirname(target), { recursive: true });
  renameSync(join(built, 'packages', name), target);
  const { name: full, version, license } = JSON.parse(readFileSync(join(projectRoot, 'packages', name, 'package.json'), 'utf8'));
  writeFileSync(join(target, 'package.json'), `${JSON.stringify({ name: full, version, license }, null, 2)}\n`);
}

/** Packs the compiled library into a folder. @returns the file's path */
export async function packLibrary(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder], {
    cwd: library,
  });
  return join(folder, basename(stdout.trim().split('\n').at(-1)!));
}
