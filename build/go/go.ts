import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Builder, builderElsewhere, requireSameBuilder } from './builder';
import { buildFailure, countPackages, packagesToBuild } from './built-packages';
import { go } from './go-command';
import { type GoPatch, withPatches } from './go-patch';

const flags = ['-trimpath', '-ldflags', '-s -w'];

/** A program built from a published Go module, pinned by the `go.mod` and `go.sum` in `folder`. */
export interface GoProgram {
  /** Absolute path of the folder with `go.mod` and `go.sum`. */
  readonly folder: string;
  /** Import path of the main package, or of the one with the tests. */
  readonly package: string;
  /** The package's tests as a program, in place of the package itself. */
  readonly test?: boolean;
  /** Sets variables of the program when it is linked: `{ 'main.version': '1.2.3' }`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Corrections of modules it is made of. */
  readonly patches?: readonly GoPatch[];
}

/** The version of Go that builds `folder`, `go1.26.8`. */
const goVersion = async (folder: string): Promise<string> =>
  (await go(['env', 'GOVERSION'], { cwd: folder, errorKind: 'environment' })).stdout.trim();

/** Everything a build of `program` depends on, for `CachedStep.inputs`. Go is not asked about a program that a bundle brought. */
export async function goInputs(program: GoProgram): Promise<Builder & Record<string, string>> {
  const sources = sourcesOf(program);
  const { go, platform } = builderElsewhere(sources) ?? (await builderHere(program));
  return { go, platform, ...sources };
}

const sourcesOf = (program: GoProgram): Record<string, string> => ({
  package: program.package,
  flags: goBuildArguments(program).join(' '),
  'go.mod': sha256(join(program.folder, 'go.mod')),
  'go.sum': sha256(join(program.folder, 'go.sum')),
  ...Object.fromEntries((program.patches ?? []).map(({ module, file }) => [`patch of ${module}`, sha256(file)])),
});

const builderHere = async ({ folder }: GoProgram): Promise<Builder> => ({
  go: await goVersion(folder),
  platform: await goPlatform(),
});

/** Builds `program` into the file `output`. Downloads modules that Go's own cache lacks. `onLine` is told how far it is. */
export async function goBuild(program: GoProgram, output: string, onLine?: (line: string) => void): Promise<void> {
  const chosen = goBuildArguments(program);
  requireSameBuilder(program.package, builderElsewhere(sourcesOf(program)), await builderHere(program));
  await withPatches(program, async (folder) => {
    const build = (words: readonly string[], told = onLine) =>
      go([...words, ...chosen, '-o', output, program.package], { cwd: folder, onLine: told, ...buildFailure });
    // A test is made of packages that are compiled for it alone, so they are not counted.
    if (program.test || !onLine) return build([program.test ? 'test' : 'build']);
    const waited = await packagesToBuild(program.package, { folder, flags: chosen, onLine });
    return build(['build', '-v'], countPackages(waited, onLine));
  });
}

/** This machine as Terraform and Go call it: `linux_amd64`. */
async function goPlatform(): Promise<string> {
  const { stdout } = await go(['env', 'GOOS', 'GOARCH']);
  return stdout.trim().split(/\s+/).join('_');
}

function goBuildArguments(program: GoProgram): string[] {
  const variables = Object.entries(program.variables ?? {}).map(([name, value]) => ` -X ${name}=${value}`);
  const own = program.test ? ['-c'] : [];
  return [...own, ...flags.map((flag) => (flag === '-s -w' ? flag + variables.join('') : flag))];
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
