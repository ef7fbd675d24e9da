import { appendFileSync } from 'node:fs';
import { execa } from 'execa';
import { cleanEnvironment } from './clean-environment';
import { Fault, type FaultKind } from './fault';
import { endingWithParent, isMissingProgram, watchChild } from './children';
import { currentInterruption } from './interruption';

export interface RunOptions {
  readonly cwd?: string;
  /** Added to what `cleanEnvironment` leaves of this process's environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Text for the command's standard input. Secrets go this way, never as arguments. */
  readonly input?: string;
  /** A file that receives everything the command prints, as it is printed. */
  readonly log?: string;
  /** Milliseconds after which the command is ended. Default: no limit. */
  readonly timeout?: number;
  /** Milliseconds the command has to clean up after an interruption before it is killed. Default: 10 seconds. */
  readonly patience?: number;
  /** Goes on to its end when this program is killed, because half of its work is worse than none. Default: it ends, too. */
  readonly outlives?: boolean;
  /** Gets SIGTERM once at most, because a second one makes it stop without cleaning up. Default: every one. */
  readonly oneTerm?: boolean;
  /** Permissions that the command's new files do not get (umask(2)): `0o077` for what holds secrets. Default: this process's. */
  readonly umask?: number;
  /** Called with each line of output, for progress. */
  readonly onLine?: (line: string) => void;
  /** Whose fault a failure is. Default: `lab`. */
  readonly faultKind?: FaultKind;
  /** What to do when it fails. */
  readonly remedy?: string;
}

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that could not be started, failed, or ran out of time. The message holds it in a form to paste, and its output. */
export class CommandFailed extends Fault {
  readonly result: RunResult;

  constructor(command: string, reason: string, result: RunResult, options: RunOptions) {
    const output = lastLines([result.stdout, result.stderr].filter(Boolean).join('\n'), 40);
    super(options.faultKind ?? 'lab', `${reason}: ${command}${output ? `\n${output}` : ''}`, { remedy: options.remedy });
    this.name = 'CommandFailed';
    this.result = result;
  }
}

/** Runs a command to its end and returns what it printed, whatever its exit status. Throws only when it cannot be started or times out. */
export async function tryRun(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [program, words] = options.outlives
    ? ([file, [...args]] as const)
    : endingWithParent(file, args, { once: options.oneTerm });
  const start = () =>
    execa(program, words, {
      cwd: options.cwd,
      env: { ...cleanEnvironment(), ...options.env },
      extendEnv: false,
      input: options.input ?? '',
      timeout: options.timeout,
      // Ctrl-C reaches this program alone, which passes it on once: Terraform takes a second one as "stop without cleaning up".
      detached: true,
      cancelSignal: currentInterruption(),
      forceKillAfterDelay: options.patience ?? 10_000,
      reject: false,
      all: true,
      stripFinalNewline: true,
      maxBuffer: 64 * 1024 * 1024,
    });
  const child = withUmask(options.umask, start);
  if (!options.outlives) watchChild(child.pid, child);
  const watch = options.log !== undefined || options.onLine !== undefined;
  if (watch) {
    for await (const line of child.iterable({ from: 'all' })) {
      if (options.log) appendFileSync(options.log, `${line}\n`, { mode: 0o600 });
      options.onLine?.(line);
    }
  }
  const done = await child;
  const result: RunResult = { exitCode: done.exitCode ?? -1, stdout: done.stdout ?? '', stderr: done.stderr ?? '' };
  const command = pasteable(file, args);
  if (done.code === 'ENOENT' || isMissingProgram(done.exitCode, result.stderr))
    throw new CommandFailed(command, `the program ${file} was not found`, result, { ...options, faultKind: 'environment' });
  if (done.timedOut)
    throw new CommandFailed(
      command,
      `the command did not end within ${Math.round((options.timeout ?? 0) / 1000)} s`,
      result,
      options,
    );
  if (done.isCanceled) throw new CommandFailed(command, 'the command was interrupted', result, options);
  return result;
}

/** A child has its parent's mask at the moment it is started, which has come when `start` returns. */
function withUmask<T>(umask: number | undefined, start: () => T): T {
  if (umask === undefined) return start();
  const before = process.umask(umask);
  try {
    return start();
  } finally {
    process.umask(before);
  }
}

/** Runs a command that must succeed. */
export async function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const result = await tryRun(file, args, options);
  if (result.exitCode !== 0)
    throw new CommandFailed(pasteable(file, args), `the command failed with exit status ${result.exitCode}`, result, options);
  return result;
}

/** The command as a person would type it into a shell. */
export function pasteable(file: string, args: readonly string[]): string {
  return [file, ...args].map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

function lastLines(text: string, count: number): string {
  return text.split('\n').slice(-count).join('\n').trim();
}
