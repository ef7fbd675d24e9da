import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { type Account, asUser, sudoCaller } from '../host/as-user';
import { labFiles } from '../host/lab-files';
import { projectRoot } from '../host/paths';
import { run } from '../host/run';
import { environmentError } from '../host/user-error';
import { KubeconfigFault, withLabContext, withoutLabContext } from '../lib/render/user-kubeconfig';
import { defaultProxyPort, notBuilt, throughProxy } from './connections/proxy-kubeconfig';
import { runningProxies } from './connections/running-proxies';
import { changeKubeconfig, fileToChange, kubeconfigFiles } from './connections/user-kubeconfig-files';
import type { Context } from './context';
import { StateEntry } from './lab-folder/state-entry';

/** A kubeconfig of a user that has the lab's context. */
interface MergedInto {
  readonly file: string;
  /** Whose file it is, where another user called sudo. */
  readonly account?: Account;
}

/** What a merge came to. */
export interface Merged {
  readonly file: string;
  /** The proxy's port in it; undefined where this machine reaches the lab without one. */
  readonly proxyPort?: number;
}

const entry = ({ stateDir }: Pick<Context, 'stateDir'>) =>
  new StateEntry<readonly MergedInto[]>(labFiles(stateDir).mergedKubeconfigs);

/** The port of the lab's proxy: of the one that runs, else the usual one. */
export const proxyPort = (context: Pick<Context, 'stateDir'>): number =>
  runningProxies(context).find(({ command, from }) => command === 'proxy' && from === 'lan')?.ports[0] ?? defaultProxyPort;

/** Adds a context of the lab's name to the user's own kubeconfig and makes it the current one. */
export async function mergeKubeconfig(context: Context): Promise<Merged> {
  const { lab, secrets } = context;
  const hypervisor = await context.hypervisor();
  if (!hypervisor.identity || !existsSync(secrets().kubeconfig)) throw notBuilt(lab.name);
  const port = hypervisor.kind === 'embedded' ? proxyPort(context) : undefined;
  const own = readFileSync(secrets().kubeconfig, 'utf8');
  const { clusters, users } = JSON.parse(port === undefined ? own : throughProxy(own, port)) as {
    readonly clusters: readonly { readonly cluster: object }[];
    readonly users: readonly { readonly user: object }[];
  };
  const entries = { name: lab.name, cluster: clusters[0]!.cluster, user: users[0]!.user };
  const account = sudoCaller();
  const file = fileToChange(kubeconfigFiles(await homeOf(account)), account);
  const owner = { lab: hypervisor.identity.id, checkout: projectRoot };
  explained(file, () => changeKubeconfig(file, account, (text) => withLabContext(text, entries, owner)));
  const others = (entry(context).get() ?? []).filter((known) => known.file !== file);
  entry(context).set([...others, { file, ...(account && { account }) }]);
  return { file, proxyPort: port };
}

/** Takes the lab's context out of the user's kubeconfigs. @returns the files that had it */
export async function removeFromKubeconfigs(context: Pick<Context, 'lab' | 'stateDir'>): Promise<string[]> {
  const account = sudoCaller();
  const known = existsSync(context.stateDir) ? (entry(context).get() ?? []) : [];
  const files = kubeconfigFiles(await homeOf(account)).map((file): MergedInto => ({ file, account }));
  const all = [...known, ...files.filter(({ file }) => known.every((other) => other.file !== file))];
  const removed = all.filter((each) => removeFrom(each, context.lab.name)).map(({ file }) => file);
  if (known.length > 0) entry(context).remove();
  return removed;
}

/** The same when the lab is removed, from the files it was merged into; what cannot be changed is told. */
export function forgetKubeconfigs({ lab, stateDir, progress }: Pick<Context, 'lab' | 'stateDir' | 'progress'>): void {
  if (!existsSync(stateDir)) return;
  try {
    for (const merged of entry({ stateDir }).get() ?? [])
      if (removeFrom(merged, lab.name)) progress.note(`${merged.file} has no context "${lab.name}" any more`);
  } catch (error) {
    progress.note(`the context "${lab.name}" stays in a kubeconfig: ${(error as Error).message}`);
  }
}

function removeFrom({ file, account }: MergedInto, name: string): boolean {
  if (!asUser(account, () => existsSync(file))) return false;
  const change = (text: string | undefined) => (text === undefined ? undefined : withoutLabContext(text, name, projectRoot));
  return explained(file, () => changeKubeconfig(file, account, change));
}

/** @throws an environment fault in place of what makes a kubeconfig unfit */
function explained<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof KubeconfigFault)) throw error;
    throw environmentError(`${file} was not changed: ${error.message}`, {
      remedy: 'rename or remove that entry (kubectl config), or set KUBECONFIG to another file',
      cause: error,
    });
  }
}

/** The home of the user who called sudo, else of this one. */
async function homeOf(account: Account | undefined): Promise<string | undefined> {
  if (!account) return process.env.HOME ?? homedir();
  const { stdout } = await run('getent', ['passwd', String(account.uid)], { timeout: 10_000, errorKind: 'environment' });
  return stdout.split(':')[5];
}
