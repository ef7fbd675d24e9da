import { labError, usageError } from '../host/user-error';
import { projectRoot } from '../host/paths';
import type { Progress } from '../host/progress';
import { run, tryRun } from '../host/run';
import { prepareToolchain, type Toolchain } from '../build/toolchain';
import type { Context } from '../operations/context';
import { testRealLab } from './real-test';

/** `./lab test`: everything that needs no machine. `--real`: a real lab. `--real=all`: what takes long, too; or parts by name. */
export async function testLab(
  context: Context,
  { real, ...options }: { real?: true | string; running?: boolean; within?: number },
): Promise<void> {
  const [alone] = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : name));
  if (alone && real === undefined)
    throw usageError(`--${alone} is for --real alone`, { remedy: `use ./lab test --real=PARTS --${alone}` });
  await (real === undefined ? testProject(context) : testRealLab(context, real === true ? 'quick' : real, options));
}

async function testProject(context: Context): Promise<void> {
  const { progress } = context;
  const toolchain = await prepareToolchain(progress);
  const checks: [string, () => Promise<unknown>][] = [
    ['Types', () => run('npx', ['tsc', '--noEmit'], here)],
    ['Lint', () => run('npm', ['run', '--silent', 'lint'], here)],
    ['Unit, property and snapshot tests', () => unitTests(context)],
    ['Provider bindings equal the providers’ schemas', () => run('npm', ['run', '--silent', 'bindings', '--', '--check'], here)],
    ['terraform validate', () => validateStacks(toolchain)],
    ['The packed constructs in a project of others', () => installLibrary()],
  ];
  const failed = await runChecks(progress, checks);
  context.out(`${checks.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) throw labError(`these checks failed: ${failed.join(', ')}`);
}

const here = { cwd: projectRoot };

/** Runs all checks, so that one run tells everything that is wrong. */
async function runChecks(progress: Progress, checks: readonly [string, () => Promise<unknown>][]): Promise<string[]> {
  const failed: string[] = [];
  for (const [title, check] of checks) {
    await progress.step(title, check).catch((error: unknown) => {
      progress.note(error instanceof Error ? error.message : String(error));
      failed.push(title);
    });
  }
  return failed;
}

async function unitTests(context: Context): Promise<void> {
  const result = await tryRun('npx', ['jest', '--ci'], here);
  if (result.exitCode !== 0) throw labError(result.stderr);
  const summary = /^Tests:.*$/m.exec(result.stderr)?.[0];
  if (summary) context.progress.note(summary);
}

/** Terraform and the real providers read the stacks of many labs. */
async function validateStacks({ terraform, environment }: Toolchain): Promise<void> {
  const env = { ...environment, LAB_TERRAFORM: terraform.binary };
  await run('npx', ['jest', '--ci', '--testPathPatterns', 'terraform\\.test'], { ...here, env });
}

/** The constructs are packed, and installed from the npm registry's packages and the packed file. */
async function installLibrary(): Promise<void> {
  await run('npx', ['jest', '--ci', '--testPathPatterns', 'library\\.test'], { ...here, env: { LAB_LIBRARY: '1' } });
}
