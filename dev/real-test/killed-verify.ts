import { join } from 'node:path';
import { labError } from '../../host/user-error';
import { uninterrupted } from '../../host/interruption';
import { projectRoot } from '../../host/paths';
import { run } from '../../host/run';
import type { Look } from '../../host/wait';
import type { Probe } from '../../lib/probe';
import { type Context, createLiveProbe } from '../../operations/context';
import { OpenChanges } from '../../operations/lab-folder/open-changes';
import { killWhen } from './kill-when';

/**
 * Kills a verify with SIGKILL while it has stopped the name server: the server stays stopped and a record says so. The next verify
 * must start it again, say so, and find every claim about DNS true.
 */
export async function expectKilledVerifyIsRepaired(context: Context): Promise<void> {
  const { progress } = context;
  await progress.step('SIGKILL for a verify that has stopped the name server', () => killVerify(context));
  await progress.step('The next verify starts it again, and all of DNS is true', () => expectRepaired(context));
}

async function killVerify(context: Context): Promise<void> {
  const probe = await createLiveProbe(context);
  try {
    await killWhen(verifyCommand(context, 'dns.name-server-stopped'), {
      what: 'verify to stop the name server',
      // An emulated machine is slow.
      deadline: 10 * 60,
      look: () => nameServerState(context, probe),
    });
  } finally {
    // Not before: verify shares its login.
    await uninterrupted(() => probe.close(), 10);
  }
}

/** A verify of this lab in a process of its own. */
const verifyCommand = ({ lab }: Pick<Context, 'lab'>, only: string): readonly [string, ...string[]] => [
  join(projectRoot, 'lab'),
  '--lab',
  lab.name,
  'verify',
  '--only',
  only,
];

/** The record first: as long as there is none, the machine need not be asked. */
async function nameServerState(context: Context, probe: Probe): Promise<Look<true>> {
  const recorded = new OpenChanges(context).leftovers().some(({ change }) => change.kind === 'name-server-stopped');
  if (!recorded) return { observation: 'no record of a stopped name server' };
  const seen = await probe.exec({ at: 'machine', name: context.lab.nameServer.name }, ['systemctl', 'is-active', 'named']);
  const state = seen.stdout.trim() || seen.stderr.trim();
  return state === 'inactive' ? { value: true, observation: state } : { observation: `recorded, and named is ${state}` };
}

async function expectRepaired(context: Context): Promise<void> {
  const [file, ...args] = verifyCommand(context, 'dns');
  const { stderr } = await run(file, args);
  judgeRepair(context, stderr);
}

/** What the next verify must have said and left. @throws a lab fault otherwise. */
export function judgeRepair(context: Pick<Context, 'lab' | 'stateDir'>, stderr: string): void {
  const sentence = `an earlier verify was ended while it had stopped the DNS server on ${context.lab.nameServer.name}: started again`;
  if (!stderr.includes(sentence)) throw labError(`verify did not say "${sentence}", but:\n${stderr}`);
  const left = new OpenChanges(context).leftovers();
  if (left.length > 0) throw labError(`the record stayed after the repair: ${JSON.stringify(left)}`);
}
