import { join, resolve } from 'node:path';
import { cachedStep } from '../../host/cached-step';
import { environmentError } from '../../host/user-error';
import { cacheDir, labsFolder, projectRoot } from '../../host/paths';
import type { Progress } from '../../host/progress';
import { tryRun } from '../../host/run';
import { goBuild, goInputs } from '../go/go';
import { atLeast, formatVersion, parseVersion, type Version } from '../../host/version';

/** The program that applies what the constructs generate: Terraform, or its open fork. */
export interface Terraform {
  /** Absolute path of the program. */
  readonly binary: string;
  readonly kind: 'terraform' | 'opentofu';
  readonly version: string;
}

/** `terraform_data`, which the stacks use, came with 1.4, and nothing below 1.5 was ever tried. */
const minimum: Version = [1, 5, 0];

const opentofu = {
  folder: join(projectRoot, 'build', 'toolchain', 'opentofu'),
  package: 'github.com/opentofu/opentofu/cmd/tofu',
  // A build without release flags calls itself a development build and says so in every plan.
  variables: { 'github.com/opentofu/opentofu/version.dev': 'no' },
};

/**
 * The Terraform to use: `TERRAFORM_BINARY_NAME` where it is set, else `terraform` on PATH, else `tofu`, else OpenTofu
 * built from its Go module into the cache (minutes, once).
 * @throws an environment fault where the program found is missing, no Terraform, or older than 1.5.
 */
export async function findTerraform(progress: Progress, env: NodeJS.ProcessEnv = process.env): Promise<Terraform> {
  const asked = askedProgram(env);
  if (asked) {
    const binary = await onPath(asked, env);
    if (binary) return inspect(binary);
    throw environmentError(`TERRAFORM_BINARY_NAME is ${asked}, and there is no such program`, {
      remedy: 'set it to the path of terraform or tofu, or unset it',
    });
  }
  return inspect((await installedTerraform(env)) ?? (await buildOpentofu(progress, cacheDir(env))));
}

/** The program that this machine has; undefined where OpenTofu has to be built. */
export const installedTerraform = async (env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> =>
  askedProgram(env) ?? (await onPath('terraform', env)) ?? (await onPath('tofu', env));

/** A shell that is set up for plain cdktf names a script that a lab has put in Terraform's place; the program behind it is meant. */
function askedProgram({ TERRAFORM_BINARY_NAME: asked, LAB_TERRAFORM_PROGRAM: behind }: NodeJS.ProcessEnv): string | undefined {
  return asked?.startsWith(`${labsFolder()}/`) ? behind : asked;
}

/** Reads what `terraform version` or `tofu version` prints. */
export function readVersion(binary: string, output: string): Terraform {
  const found = /^(Terraform|OpenTofu) v(\S+)/m.exec(output);
  const version = parseVersion(found?.[2] ?? '');
  const remedy = 'install a newer Terraform or OpenTofu, or name another with TERRAFORM_BINARY_NAME';
  if (!found?.[2] || !version) {
    throw environmentError(
      `${binary} is neither Terraform nor OpenTofu; \`${binary} version\` printed: ${output.trim() || 'nothing'}`,
      { remedy },
    );
  }
  if (!atLeast(version, minimum)) {
    throw environmentError(`${binary} is ${found[1]} ${found[2]}, and the lab needs ${formatVersion(minimum)} or newer`, {
      remedy,
    });
  }
  return { binary, kind: found[1] === 'OpenTofu' ? 'opentofu' : 'terraform', version: found[2] };
}

/** OpenTofu's step in the cache. */
export const opentofuStep = async () => ({ name: 'opentofu', inputs: await goInputs(opentofu) });

/** Builds OpenTofu from its pinned module, or finds it built, and returns the program's path. */
export async function buildOpentofu(progress: Progress, cache: string): Promise<string> {
  const step = await opentofuStep();
  const { folder } = await progress.step('OpenTofu, built from its Go module', ({ detail }) =>
    cachedStep(cache, { ...step, build: (into) => goBuild(opentofu, join(into, 'tofu'), detail) }),
  );
  return join(folder, 'tofu');
}

async function inspect(binary: string): Promise<Terraform> {
  // Without these two, `version` asks the maker's server for news and warns about a missing configuration file.
  const env = { CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: undefined };
  return readVersion(binary, (await tryRun(binary, ['version'], { env, timeout: 60_000, errorKind: 'environment' })).stdout);
}

/** The absolute path of a program as the shell would find it, or undefined. */
async function onPath(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { exitCode, stdout } = await tryRun('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', name], { env: { PATH: env.PATH } });
  return exitCode === 0 && stdout ? resolve(stdout) : undefined;
}
