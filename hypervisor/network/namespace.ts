import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentError } from '../../host/user-error';
import { run, tryRun, type RunOptions, type RunResult } from '../../host/run';
import { linksIn } from './ip-links';
import { describeOwner, type LabIdentity, readMark, writeMark } from '../ownership/identity';

/** A network namespace by its name, or the one this program itself runs in: the machine's own. */
export type Namespace = string | undefined;

const limit = { timeout: 30_000 } as const;

/** The command that runs `argv` in a namespace. */
export const inNamespace = (namespace: Namespace, argv: readonly string[]): readonly string[] =>
  namespace === undefined ? argv : ['ip', 'netns', 'exec', namespace, ...argv];

/** Runs a quick command in a namespace; it must succeed. */
export function runIn(namespace: Namespace, argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [file, ...args] = inNamespace(namespace, argv);
  return run(file!, args, { ...limit, ...options });
}

/** Runs an `ip` command in a namespace; it must succeed. */
export const ip = (namespace: Namespace, ...args: string[]): Promise<RunResult> => run('ip', ipArguments(namespace, args), limit);

/** Runs an `ip` command that may fail. */
export const tryIp = (namespace: Namespace, ...args: string[]): Promise<RunResult> =>
  tryRun('ip', ipArguments(namespace, args), limit);

const ipArguments = (namespace: Namespace, args: readonly string[]): string[] =>
  namespace === undefined ? [...args] : ['-n', namespace, ...args];

/** The namespaces there are by name; a name left behind by a machine that was switched off counts, too. */
export async function namespaceNames(): Promise<string[]> {
  const { stdout } = await run('ip', ['netns', 'list'], limit);
  return stdout
    .split('\n')
    .map((line) => line.split(' ')[0]!)
    .filter(Boolean);
}

/** Whether the namespace is there and alive. */
export async function namespaceExists(namespace: string): Promise<boolean> {
  if (!existsSync(join('/run/netns', namespace))) return false;
  return (await tryIp(namespace, 'link', 'show', 'lo')).exitCode === 0;
}

/** The folder whose files programs in a namespace find under /etc (ip-netns(8)). */
const filesOf = (namespace: string): string => join('/etc/netns', namespace);

/** Says whose a namespace's name and files are. In their folder it would be laid over /etc, too. */
const markOf = (namespace: string): string => join('/etc/netns', `.${namespace}.json`);

/** Whether there is anything of a namespace: its name, or the files of its programs. */
export const namespaceHasTraces = (namespace: string): boolean =>
  existsSync(join('/run/netns', namespace)) || existsSync(filesOf(namespace));

/** The lab that has made a namespace; undefined where it left no mark. */
export const namespaceOwner = (namespace: string): LabIdentity | undefined => readMark(markOf(namespace));

/** Whether a namespace carries the lab's identity: its mark and, once it is alive, its loopback. */
export async function isOwnNamespace(namespace: string, identity: LabIdentity | undefined): Promise<boolean> {
  if (!identity || namespaceOwner(namespace)?.id !== identity.id) return false;
  return [undefined, '', identity.id].includes(await interfaceMark(namespace, 'lo'));
}

export const linkExists = async (namespace: Namespace, name: string): Promise<boolean> =>
  (await tryIp(namespace, 'link', 'show', 'dev', name)).exitCode === 0;

/** The id in an interface's alias (ip-link(8)); empty where there is none, undefined where there is no such interface. */
export async function interfaceMark(namespace: Namespace, name: string): Promise<string | undefined> {
  const { exitCode, stdout } = await tryIp(namespace, '-json', 'link', 'show', 'dev', name);
  if (exitCode !== 0) return undefined;
  return (linksIn(stdout)[0]?.alias ?? '').replace(/^kubernetes-network-lab /, '');
}

/** Makes an interface carry the lab's identity. */
export const markInterface = (namespace: Namespace, name: string, { id }: Pick<LabIdentity, 'id'>): Promise<RunResult> =>
  ip(namespace, 'link', 'set', 'dev', name, 'alias', `kubernetes-network-lab ${id}`);

/**
 * Makes a namespace with its loopback up and IPv6 off (the lab is an IPv4 lesson). `files` appear under /etc for the programs run
 * there. What is there already and the lab's stays.
 * @throws an environment fault for a namespace of that name that is not this lab's.
 */
export async function ensureNamespace(
  namespace: string,
  identity: LabIdentity,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  if (namespaceHasTraces(namespace) && !(await isOwnNamespace(namespace, identity))) {
    throw environmentError(`the network namespace ${namespace} belongs to ${describeOwner(namespaceOwner(namespace))}`, {
      remedy: 'give this lab another name',
    });
  }
  // The mark comes first: an interruption leaves no namespace without one.
  mkdirSync(filesOf(namespace), { recursive: true });
  writeMark(markOf(namespace), identity);
  if (!(await namespaceExists(namespace))) {
    // Where /run survives a reboot, the name does without its namespace.
    if (existsSync(join('/run/netns', namespace))) await run('ip', ['netns', 'delete', namespace], limit);
    await run('ip', ['netns', 'add', namespace], limit);
  }
  await markInterface(namespace, 'lo', identity);
  await writeSetting(namespace, 'net/ipv6/conf/all/disable_ipv6', '1');
  await writeSetting(namespace, 'net/ipv6/conf/default/disable_ipv6', '1');
  await ip(namespace, 'link', 'set', 'lo', 'up');
  // A file can only be laid over one that is there.
  for (const [name, text] of Object.entries(files))
    if (existsSync(join('/etc', name))) writeFileSync(join(filesOf(namespace), name), text);
}

/** Removes the lab's own namespace and its files; its processes must have ended. One of somebody else stays. */
export async function removeNamespace(namespace: string, identity: LabIdentity | undefined): Promise<void> {
  if (!(await isOwnNamespace(namespace, identity))) return;
  if (existsSync(join('/run/netns', namespace))) await run('ip', ['netns', 'delete', namespace], limit);
  rmSync(filesOf(namespace), { recursive: true, force: true });
  // The mark goes last: an interruption leaves nothing that nobody may remove.
  rmSync(markOf(namespace), { force: true });
  if (existsSync('/etc/netns') && readdirSync('/etc/netns').length === 0) rmdirSync('/etc/netns');
}

/** Reads a kernel setting under /proc/sys as the namespace sees it; undefined where the kernel has none of that name. */
export async function readSetting(namespace: Namespace, name: string): Promise<string | undefined> {
  const { exitCode, stdout } = await tryRun(...split(inNamespace(namespace, ['cat', `/proc/sys/${name}`])), limit);
  return exitCode === 0 ? stdout.trim() : undefined;
}

/** Writes a kernel setting in a namespace; one that the kernel does not have is left alone. */
export async function writeSetting(namespace: Namespace, name: string, value: string): Promise<void> {
  if ((await readSetting(namespace, name)) === undefined) return;
  await runIn(namespace, ['tee', `/proc/sys/${name}`], { input: `${value}\n` });
}

const split = (argv: readonly string[]): [string, string[]] => [argv[0]!, argv.slice(1)];
