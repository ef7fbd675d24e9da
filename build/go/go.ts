import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentError } from '../../host/user-error';
import { goEnvironment } from './go-module';
import { type GoPatch, withPatches } from './go-patch';
import { run, tryRun } from '../../host/run';
import { atLeast, parseVersion, type Version } from '../../host/version';

/** The oldest Go that builds every module pinned here. */
const minimum: Version = [1, 26, 0];

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

/**
 * The version of Go that builds `folder`, `go1.26.8`.
 * @throws an environment fault where Go is missing or too old.
 */
async function goVersion(folder: string): Promise<string> {
  const remedy = 'install Go 1.26 or newer (https://go.dev/dl) and put its bin folder on PATH';
  const found = await tryRun('go', ['env', 'GOVERSION'], { cwd: folder, env: goEnvironment }).catch((cause: unknown) => {
    throw environmentError('Go is not on PATH, and programs have to be built from their Go modules', { remedy, cause });
  });
  if (found.exitCode !== 0) throw environmentError(`go env GOVERSION failed: ${found.stderr}`, { remedy });
  const version = parseVersion(found.stdout);
  if (!version || !atLeast(version, minimum))
    throw environmentError(`Go 1.26 or newer is needed, and this one is ${found.stdout}`, { remedy });
  return found.stdout;
}

/** Everything a build of `program` depends on, for `CachedStep.inputs`. */
export async function goInputs(program: GoProgram): Promise<Record<string, string>> {
  return {
    go: await goVersion(program.folder),
    platform: await goPlatform(),
    package: program.package,
    flags: goBuildArguments(program).join(' '),
    'go.mod': sha256(join(program.folder, 'go.mod')),
    'go.sum': sha256(join(program.folder, 'go.sum')),
    ...Object.fromEntries((program.patches ?? []).map(({ module, file }) => [`patch of ${module}`, sha256(file)])),
  };
}

/** Builds `program` into the file `output`. Downloads modules that Go's own cache lacks. */
export async function goBuild(program: GoProgram, output: string, onLine?: (line: string) => void): Promise<void> {
  await withPatches(program, (folder) =>
    run('go', [program.test ? 'test' : 'build', ...goBuildArguments(program), '-o', output, program.package], {
      cwd: folder,
      env: goEnvironment,
      onLine,
      errorKind: 'environment',
      remedy: 'where modules could not be downloaded, check the network or set GOPROXY; then run the same command again',
    }),
  );
}

/** This machine as Terraform and Go call it: `linux_amd64`. */
export async function goPlatform(): Promise<string> {
  const { stdout } = await run('go', ['env', 'GOOS', 'GOARCH']);
  return stdout.trim().split(/\s+/).join('_');
}

function goBuildArguments(program: GoProgram): string[] {
  const variables = Object.entries(program.variables ?? {}).map(([name, value]) => ` -X ${name}=${value}`);
  const own = program.test ? ['-c'] : [];
  return [...own, ...flags.map((flag) => (flag === '-s -w' ? flag + variables.join('') : flag))];
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
