import { join } from 'node:path';
import { labError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { tryRun } from '../../host/run';
import type { Context } from '../../operations/context';
import { synthesisFolder } from '../../operations/terraform/run-terraform';
import { confidentialSecrets, describeFindings, findSecrets, textsIn } from './secret-search';

/** Commands whose output people keep, send and show. */
const said: readonly (readonly string[])[] = [
  ['status'],
  ['status', '--json'],
  ['diff'],
  ['plan'],
  ['list'],
  ['verify', '--only', 'safety', '--output', 'json'],
];

/** No secret of the running lab stands in its logs, in the synthesized configuration, or in what commands print. */
export async function expectSecretsUnsaid(context: Context): Promise<void> {
  const secrets = confidentialSecrets(join(context.stateDir, 'secrets'));
  const printed = [];
  for (const args of [
    ...said.map((words) => [join(projectRoot, 'lab'), ...words]),
    [join(projectRoot, 'lab'), 'exec', '--', 'npx', 'cdktf', 'diff', 'services'],
  ]) {
    const { stdout, stderr } = await tryRun(args[0]!, args.slice(1), { cwd: projectRoot });
    printed.push({ place: args.slice(1).join(' '), text: `${stdout}\n${stderr}` });
  }
  const found = findSecrets(secrets, [
    ...textsIn(join(context.stateDir, 'logs')),
    ...textsIn(synthesisFolder(context.lab.name)),
    ...printed,
  ]);
  if (found.length > 0) throw labError(`secrets were written down:\n${describeFindings(found)}`);
}
