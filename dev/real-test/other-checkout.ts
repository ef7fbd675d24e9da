import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { run, type RunResult, tryRun } from '../../host/run';
import { labPathsOf } from '../../hypervisor/port/lab-paths';
import { isCommand } from '../../hypervisor/processes/lab-programs';
import { commandLine, processesIn } from '../../hypervisor/processes/processes';
import type { Context } from '../../operations/context';

/** What a command of another checkout or another user must do beside the running lab. */
interface Expectation {
  readonly args: readonly string[];
  /** An ordinary user in place of root. */
  readonly user?: string;
  readonly exitCode: number;
  readonly says: RegExp;
}

/** Neither a second checkout, where nothing was built, nor a second user does anything to the running lab. */
export async function expectOthersToLeaveLab({ lab }: Context): Promise<void> {
  const { name } = lab;
  const folder = mkdtempSync(join(tmpdir(), 'lab-other-'));
  try {
    chmodSync(folder, 0o755);
    const checkout = join(folder, 'checkout');
    await run('git', ['clone', '--quiet', '--local', '--no-hardlinks', projectRoot, checkout]);
    symlinkSync(join(projectRoot, 'node_modules'), join(checkout, 'node_modules'));
    const before = await livingIn(name);
    const expectations: readonly Expectation[] = [
      { args: ['down'], exitCode: 0, says: /There was no lab/ },
      { args: ['down', name], exitCode: 0, says: new RegExp(`not touched: network namespace lab-${name}-gateway belongs to`) },
      {
        args: ['up'],
        exitCode: 3,
        says: new RegExp(`network namespace lab-${name}-gateway, of the lab "${name}" of the checkout`),
      },
      { args: ['list'], exitCode: 0, says: /another checkout's/ },
      { args: ['verify'], exitCode: 1, says: /does not run/ },
      { args: ['down', name], user: 'nobody', exitCode: 0, says: /There was no lab/ },
      { args: ['up'], user: 'nobody', exitCode: 3, says: /with sudo/ },
    ];
    for (const expectation of expectations) {
      await expectCommand(checkout, expectation);
      const after = await livingIn(name);
      if (after !== before)
        throw labError(`./lab ${expectation.args.join(' ')} changed the processes of the lab:\n${before}\n${after}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The processes in the lab's namespaces, by their numbers: whatever is started anew has another. */
async function livingIn(name: string): Promise<string> {
  const namespaces = Object.values(labPathsOf(name).namespaces);
  const all = (await Promise.all(namespaces.map(processesIn))).flat();
  return all
    .filter((pid) => !isCommand(commandLine(pid)))
    .sort()
    .join(' ');
}

async function expectCommand(checkout: string, { args, user, exitCode, says }: Expectation): Promise<void> {
  const asUser = user ? ['setpriv', `--reuid=${user}`, '--regid=nogroup', '--clear-groups', 'env', `HOME=${checkout}`] : [];
  const [file, ...rest] = [...asUser, join(checkout, 'lab'), ...args];
  const seen: RunResult = await tryRun(file!, rest, { cwd: checkout, timeout: 300_000 });
  const said = `${seen.stdout}\n${seen.stderr}`;
  if (seen.exitCode !== exitCode || !says.test(said))
    throw labError(
      `in another checkout, ./lab ${args.join(' ')}${user ? ` as ${user}` : ''} ended with ${seen.exitCode}:\n${said}`,
    );
}
