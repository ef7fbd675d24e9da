import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { projectRoot } from '../../host/paths';
import { registries } from '../../build/toolchain/mirror-layout';
import { providers } from '../../build/toolchain/providers';

/** Providers whose bindings are generated here: no package for them exists on npm. */
export const boundProviders = providers.filter(({ type }) => type === 'libvirt' || type === 'kubectl');

/** Folder of a provider's committed bindings. */
export const bindingsFolder = (type: string, root = join(projectRoot, 'packages')): string =>
  join(root, `provider-${type}`, 'lib');

/** A folder's TypeScript files by path below it. */
export type Sources = ReadonlyMap<string, string>;

/** Generated code is not held to this project's compiler options; its types still reach those who import it. */
const heading = '// @ts-nocheck\n';

/** What `cdktf get` wrote into `folder`, as it is committed: sources only, without the pages of links beside them. */
export function generatedSources(folder: string): Sources {
  return new Map([...readSources(folder)].map(([path, text]) => [path, heading + withoutRegistry(text)]));
}

/**
 * The same text whichever program gave the schema: provider sources without a registry, which each program completes
 * with its own, and links to the documentation in one place.
 */
function withoutRegistry(text: string): string {
  const { terraform, opentofu } = registries;
  return text.replaceAll(`'${terraform}/`, "'").replaceAll(`'${opentofu}/`, "'").replaceAll(opentofu, terraform);
}

/** The TypeScript files in `folder` and below, sorted by path. */
export function readSources(folder: string): Sources {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(files.map((file) => [relative(folder, file), readFileSync(file, 'utf8')]));
}

/** Replaces all of `folder` by `sources`. */
export function writeSources(folder: string, sources: Sources): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of sources) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** How `committed` differs from `generated`, one line for each file: `domain/index.ts: differs`. Empty when equal. */
export function differences(committed: Sources, generated: Sources): string[] {
  const paths = [...new Set([...committed.keys(), ...generated.keys()])].sort();
  return paths.flatMap((path) => {
    const [have, want] = [committed.get(path), generated.get(path)];
    if (have === want) return [];
    return `${path}: ${have === undefined ? 'missing' : want === undefined ? 'not generated any more' : 'differs'}`;
  });
}
