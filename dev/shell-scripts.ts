import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeDebianRoot } from '../build/image/debian-root';
import { recipeHash } from '../build/image/recipe-hash';
import { cachedStep, type CachedStep } from '../host/cached-step';
import { cacheDir, projectRoot } from '../host/paths';
import { versions } from '../versions';

/** What a checkout holds beside its source. */
const notSource = ['.git', '.lab', 'cdktf.out', 'coverage', 'node_modules'];

/** Every shell script of the project by its path: a file that begins with a line for sh or bash, whatever its name. */
export function shellScripts(folder = ''): string[] {
  const entries = readdirSync(join(projectRoot, folder), { withFileTypes: true });
  const scripts = entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return notSource.includes(entry.name) ? [] : shellScripts(path);
    return entry.isFile() && interpreterOf(path) !== undefined ? [path] : [];
  });
  return scripts.sort();
}

/** `sh` or `bash`, where that is what a file's first line asks for. */
export function interpreterOf(path: string): string | undefined {
  // What has another ending than .sh is in another language, and most files are.
  if (!/(^|\/)\.?[^./]+(\.sh)?$/.test(path)) return undefined;
  return /^#!\/(?:usr\/)?bin\/(?:env )?(sh|bash)\n/.exec(readFileSync(join(projectRoot, path), 'utf8'))?.[1];
}

const shellcheckStep: CachedStep = {
  name: 'shellcheck',
  inputs: { debian: versions.debian, recipe: recipeHash('debian-root.ts') },
  async build(folder) {
    const target = join(folder, 'root');
    await makeDebianRoot({ base: 'essential', packages: ['shellcheck'], target, scratch: folder });
    copyFileSync(join(target, 'usr/bin/shellcheck'), join(folder, 'shellcheck'));
    rmSync(target, { recursive: true });
    rmSync(join(folder, 'sources.list'), { force: true });
  },
};

/**
 * The path of shellcheck's program, of the machines' Debian release, so that nobody has to install it. Its libraries are among those
 * that every machine has.
 */
export async function shellcheck(): Promise<string> {
  const { folder } = await cachedStep(join(cacheDir(), 'image'), shellcheckStep);
  return join(folder, 'shellcheck');
}
