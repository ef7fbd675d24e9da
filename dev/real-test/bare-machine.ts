import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../../host/debian-packages';
import { labError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { run } from '../../host/run';
import type { Context } from '../../operations/context';
import { type BareRoot, hostReleases, type HostRelease, withBareRoot } from './bare-root';
import { headCommit } from './head-commit';
import { bareMachinePackages } from './test-packages';

/** A machine on which nothing was installed for the lab: what is needed to clone it. */
const before = ['ca-certificates', 'git'];
const checkout = '/srv/lab';

/** On the newest release alone: what a newcomer does first. Two minutes. */
export const expectPlanOnBareMachine = (context: Context): Promise<void> => onBareMachine(context, 'trixie', expectPlan);

/** On each release: that, and the project's tests, for which Go is brought as well. */
export async function testBareMachines(context: Context): Promise<void> {
  for (const release of Object.keys(hostReleases) as HostRelease[])
    await onBareMachine(context, release, async (root) => {
      await expectPlan(root, context);
      await expectTests(root, context);
    });
}

/** Clones this checkout's commit on a bare Debian. */
async function onBareMachine(
  context: Context,
  release: HostRelease,
  work: (root: BareRoot, context: Context) => Promise<void>,
): Promise<void> {
  const { progress } = context;
  if (!(await headCommit())) throw labError('a bare machine clones this checkout, and it is none of git’s');
  await installPackages(bareMachinePackages, progress);
  await progress.step(`A Debian ${hostReleases[release]} with nothing but ${before.join(' and ')}`, () =>
    withBareRoot(release, before, async (root) => {
      await run('git', ['bundle', 'create', '--quiet', join(root.folder, 'lab.bundle'), 'HEAD'], { cwd: projectRoot });
      await root.run(['git', 'clone', '--quiet', '/lab.bundle', checkout]);
      await work(root, context);
    }),
  );
}

async function expectPlan(root: BareRoot, { progress }: Context): Promise<void> {
  await progress.step('An ordinary user is told what root has to install', async () => {
    const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    const { stdout, stderr } = await lab(root, ['--version'], { prefix: asNobody, home: '/var/tmp', exitCode: 3 });
    if (!stderr.includes('run as root: apt-get update && apt-get install')) throw labError(`it said:\n${stdout}${stderr}`);
  });
  await progress.step('./lab --version brings Node.js', async () => {
    const { stdout } = await lab(root, ['--version']);
    if (!/^\d+\.\d+\.\d+$/m.test(stdout)) throw labError(`it printed:\n${stdout}`);
  });
  await progress.step('./lab plan', async () => {
    const { stdout } = await lab(root, ['plan']);
    if (!stdout.includes('192.168.56.30')) throw labError(`it printed:\n${stdout}`);
  });
  const system = ['bin', 'sbin', 'local/bin'].flatMap((folder) =>
    ['node', 'npm', 'go'].map((name) => join(root.folder, 'usr', folder, name)),
  );
  const added = system.filter((file) => existsSync(file));
  if (added.length > 0) throw labError(`the system itself got programs that belong into the cache: ${added.join(', ')}`);
}

const expectTests = (root: BareRoot, { progress }: Context): Promise<void> =>
  progress.step('./lab test brings Go', async ({ detail }) => {
    const { stdout } = await lab(root, ['test'], { onLine: detail });
    progress.note(stdout.trim().split('\n').at(-1) ?? '');
    if (!/\b0 failed$/m.test(stdout)) throw labError(`it printed:\n${stdout}`);
  });

interface LabOptions {
  /** What starts it, as another user for one. */
  readonly prefix?: readonly string[];
  readonly home?: string;
  /** Default: 0. */
  readonly exitCode?: number;
  readonly onLine?: (line: string) => void;
}

/** Runs `./lab` in the checkout there. */
async function lab(root: BareRoot, args: readonly string[], { prefix = [], home, exitCode = 0, onLine }: LabOptions = {}) {
  const script = 'cd "$0" && "$@"; test $? = "$WANTED"';
  const env = { WANTED: String(exitCode), ...(home !== undefined && { HOME: home }) };
  return root.run(['sh', '-c', script, checkout, ...prefix, './lab', ...args], { env, onLine });
}
