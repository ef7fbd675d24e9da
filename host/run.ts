import { appendFileSync } from 'node:fs';
import { execa } from 'execa';
import { cleanEnvironment } from './clean-environment';
import { UserError, type ErrorKind } from './user-error';
import { FollowedFile } from './followed-file';
import { endingWithParent, isMissingProgram, watchChild } from './children';
import { currentInterruption } from './interruption';
import { lastLines } from './last-lines';
import { pasteable } from './shell';

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
  /**
   * Ends in good order when this program is killed: it gets SIGTERM once, because a second one means "stop without cleaning up" to it.
   * Default: as many as the kernel sends.
   */
  readonly finishes?: boolean;
  /** Permissions that the command's new files do not get (umask(2)): `0o077` for what holds secrets. Default: this process's. */
  readonly umask?: number;
  /** Called with each line of output, for progress. */
  readonly onLine?: (line: string) => void;
  /** Called with each piece of standard output as it is printed, letter by letter with its ends of lines. */
  readonly onStdout?: (text: string) => void;
  /** What is returned and told of the output, in its place: without what nobody is to see. Default: all of it. */
  readonly withheld?: (output: string) => string;
  /** Whose fault a failure is. Default: `lab`. */
  readonly errorKind?: ErrorKind;
  /** What to do when it fails. */
  readonly remedy?: string;
}

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that could not be started, failed, or ran out of time. The message holds it in a form to paste, and its output. */
export class CommandError extends UserError {
  readonly result: RunResult;

  constructor(command: string, reason: string, result: RunResult, options: RunOptions) {
    const output = lastLines([result.stdout, result.stderr].filter(Boolean).join('\n'), 40).trimStart();
    super(options.errorKind ?? 'lab', `${reason}: ${command}${output ? `\n${output}` : ''}`, { remedy: options.remedy });
    this.name = 'CommandError';
    this.result = result;
  }
}

/** Runs a command to its end and returns what it printed, whatever its exit status. Throws only when it cannot be started or times out. */
export async function tryRun(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  // What goes on without this program writes to a file, because nobody would read a pipe any more.
  const output = options.outlives || options.finishes ? new FollowedFile(options.log, options.onLine) : undefined;
  const child = start(file, args, options, output);
  if (!options.outlives) watchChild(child.pid, child);
  if (!output) await Promise.all([tellLines(child, options), tellStdout(child, options)]);
  const done = await child;
  const { withheld = (text: string) => text } = options;
  const result: RunResult = {
    exitCode: done.exitCode ?? -1,
    stdout: withheld(output?.close() ?? String(done.stdout ?? '')),
    stderr: withheld(String(done.stderr ?? '')),
  };
  const command = pasteable(file, args);
  if (done.code === 'ENOENT' || isMissingProgram(done.exitCode, output ? result.stdout : result.stderr))
    throw new CommandError(command, `the program ${file} was not found`, result, { ...options, errorKind: 'environment' });
  if (done.timedOut)
    throw new CommandError(
      command,
      `the command did not end within ${Math.round((options.timeout ?? 0) / 1000)} s`,
      result,
      options,
    );
  if (done.isCanceled) throw new CommandError(command, 'the command was interrupted', result, options);
  return result;
}

/** Starts the command; what it prints goes to `output` or, without one, to this program. */
function start(file: string, args: readonly string[], options: RunOptions, output: FollowedFile | undefined) {
  const [program, words] = options.outlives
    ? ([file, [...args]] as const)
    : endingWithParent(file, args, { once: options.finishes });
  // execa takes any descriptor; its types know those of the three standard streams alone.
  const to = (output?.descriptor ?? 'pipe') as 'pipe';
  return withUmask(options.umask, () =>
    execa(program, words, {
      cwd: options.cwd,
      env: { ...cleanEnvironment(), ...options.env },
      extendEnv: false,
      input: options.input ?? '',
      stdout: to,
      stderr: to,
      timeout: options.timeout,
      // Ctrl-C reaches this program alone, which passes it on once: Terraform takes a second one as "stop without cleaning up".
      detached: true,
      cancelSignal: currentInterruption(),
      forceKillAfterDelay: options.patience ?? 10_000,
      reject: false,
      all: true,
      stripFinalNewline: true,
      maxBuffer: 64 * 1024 * 1024,
    }),
  );
}

/** Tells each line as it is printed, and keeps it in the log. */
async function tellLines(child: ReturnType<typeof start>, { log, onLine }: RunOptions): Promise<void> {
  if (log === undefined && onLine === undefined) return;
  for await (const line of child.iterable({ from: 'all' })) {
    if (log) appendFileSync(log, `${line}\n`, { mode: 0o600 });
    onLine?.(String(line));
  }
}

async function tellStdout(child: ReturnType<typeof start>, { onStdout }: RunOptions): Promise<void> {
  if (onStdout === undefined) return;
  for await (const text of child.iterable({ from: 'stdout', preserveNewlines: true })) onStdout(String(text));
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
    throw new CommandError(pasteable(file, args), `the command failed with exit status ${result.exitCode}`, result, options);
  return result;
}
