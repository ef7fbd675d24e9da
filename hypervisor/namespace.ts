import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, tryRun, type RunOptions, type RunResult } from '../host/run';

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

/**
 * Makes a namespace with its loopback up and IPv6 off (the lab is an IPv4 lesson). `files` appear under /etc for the programs run
 * there (ip-netns(8)). What is there already stays.
 */
export async function ensureNamespace(namespace: string, files: Readonly<Record<string, string>>): Promise<void> {
  if (!(await namespaceExists(namespace))) {
    // Where /run survives a reboot, the name does without its namespace.
    if (existsSync(join('/run/netns', namespace))) await run('ip', ['netns', 'delete', namespace], limit);
    await run('ip', ['netns', 'add', namespace], limit);
  }
  await writeSetting(namespace, 'net/ipv6/conf/all/disable_ipv6', '1');
  await writeSetting(namespace, 'net/ipv6/conf/default/disable_ipv6', '1');
  await ip(namespace, 'link', 'set', 'lo', 'up');
  const folder = join('/etc/netns', namespace);
  mkdirSync(folder, { recursive: true });
  // A file can only be laid over one that is there.
  for (const [name, text] of Object.entries(files)) if (existsSync(join('/etc', name))) writeFileSync(join(folder, name), text);
}

/** Removes a namespace and its files. Its processes must have ended. */
export async function removeNamespace(namespace: string): Promise<void> {
  if (existsSync(join('/run/netns', namespace))) await run('ip', ['netns', 'delete', namespace], limit);
  rmSync(join('/etc/netns', namespace), { recursive: true, force: true });
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
