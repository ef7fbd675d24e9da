import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, projectRoot } from '../../host/paths';
import { run, type RunResult, tryRun } from '../../host/run';
import { labError } from '../../host/user-error';
import type { Context } from '../../operations/context';
import { makeBundle } from '../../operations/bundle';

/** Where neither Go nor Terraform lies that somebody has installed. */
const barePath = '/usr/bin:/bin:/usr/sbin:/sbin';

/**
 * A bundle of this checkout is all that a fresh clone needs on a machine without a network, without Go and with an empty cache. The commit
 * is tested, not what was changed since.
 */
export async function expectBundleIsEnough(context: Context): Promise<void> {
  // Beside the cache, where there is room for images.
  const folder = mkdtempSync(join(cacheDir(), '..', 'lab-bundle-'));
  const { progress } = context;
  try {
    const file = join(folder, 'lab.bundle');
    const { bytes } = await makeBundle(file, context);
    await run('git', ['clone', '--quiet', '--local', '--no-hardlinks', projectRoot, join(folder, 'checkout')]);
    await progress.step('A machine without a network takes its parts from a bundle', async () => {
      const began = Date.now();
      await expectSaid(folder, ['bundle', '--load', file], /^loaded: node image, .*OpenTofu/m);
      progress.note(`${Math.round(bytes / 2 ** 20)} MiB were loaded in ${Math.round((Date.now() - began) / 1000)} s`);
    });
    await progress.step('It builds nothing more', async () => {
      await expectSaid(folder, ['--version'], /^\d+\.\d+\.\d+$/m);
      await expectSaid(folder, ['plan'], /api-tester/);
      await expectSaid(folder, ['image', 'build'], /^\S+\/image\/node-[0-9a-f]{16}$/);
      await expectSaid(folder, ['bundle', '--load', file], /^everything in the bundle was here already: /);
      await expectToolchain(folder);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A machine that has nothing of this one's: no network, another home, another cache. */
function elsewhere(folder: string, words: readonly string[]): Promise<RunResult> {
  const env = [`HOME=${folder}`, `PATH=${barePath}`, `LAB_CACHE=${join(folder, 'cache')}`];
  return tryRun('unshare', ['--net', 'env', '--ignore-environment', ...env, ...words], {
    cwd: join(folder, 'checkout'),
    timeout: 20 * 60_000,
  });
}

async function expectSaid(folder: string, words: readonly string[], expected: RegExp): Promise<void> {
  const { exitCode, stdout, stderr } = await elsewhere(folder, ['./lab', ...words]);
  if (exitCode !== 0 || !expected.test(stdout))
    throw labError(`without a network, ./lab ${words.join(' ')} ended with ${exitCode}:\n${stdout}\n${stderr}`);
}

/** OpenTofu and the providers' mirror, as `up` asks for them. */
async function expectToolchain(folder: string): Promise<void> {
  const { exitCode, stdout, stderr } = await elsewhere(folder, ['host/typescript', 'dev/toolchain-environment.ts']);
  const isOurs = stdout.includes(`TERRAFORM_BINARY_NAME='${join(folder, 'cache')}/opentofu-`);
  if (exitCode !== 0 || !isOurs) throw labError(`without a network, the toolchain was not found:\n${stdout}\n${stderr}`);
}
