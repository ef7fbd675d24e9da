import { randomUUID } from 'node:crypto';
import type { Observation, ProbeOptions } from '../../lib/probe';
import { defaultTimeoutSeconds } from './observe';
import { BatchReader, batchScript } from './shell-batch';

/** A command and the way it is run. */
export interface Command {
  readonly argv: readonly string[];
  readonly given: ProbeOptions;
  /** When it was asked for, in milliseconds since 1970. */
  readonly asked: number;
}

/** How a shell is told to run a command. */
export interface ShellOptions extends ProbeOptions {
  /** Called with each piece of standard output as it comes. */
  readonly onStdout?: (text: string) => void;
}

/** A shell somewhere in the lab, which can run several commands over one connection. */
export interface LabShell {
  run(argv: readonly string[], given: ShellOptions): Promise<Observation>;
  /** The command as a user of `./lab` types it. */
  show(argv: readonly string[]): Promise<string>;
}

/**
 * Runs commands over one connection, and hands over what each showed as soon as it has ended. The time of each is from the result before
 * it, so that all together are the time of the connection.
 */
export async function runTogether(
  shell: LabShell,
  commands: readonly Command[],
  deliver: (index: number, seen: Observation) => void,
): Promise<void> {
  const begun = Date.now();
  if (commands.length === 1) {
    const { argv, given, asked } = commands[0]!;
    return deliver(0, { ...(await shell.run(argv, given)), queuedMilliseconds: begun - asked });
  }
  const mark = `lab-${randomUUID()}`;
  const reader = new BatchReader(mark);
  const open = new Set(commands.keys());
  const told: Promise<void>[] = [];
  let before = begun;
  const tell = (index: number, part: Pick<Observation, 'exitCode' | 'stdout' | 'stderr'>) => {
    const { argv, asked } = commands[index]!;
    const times = { milliseconds: Date.now() - before, queuedMilliseconds: before - asked };
    before = Date.now();
    open.delete(index);
    told.push(shell.show(argv).then((command) => deliver(index, { ...part, ...times, command })));
  };
  const seen = await shell.run(
    [
      'sh',
      '-c',
      batchScript(
        commands.map(({ argv }) => argv),
        mark,
      ),
    ],
    {
      timeoutSeconds: batchTimeout(commands),
      onStdout: (text) => reader.add(text).forEach(({ index, ...part }) => tell(index, part)),
    },
  );
  const missing = { exitCode: seen.exitCode || -1, stdout: '', stderr: seen.stderr || 'the connection ended too early' };
  for (const index of open) tell(index, missing);
  await Promise.all(told);
}

/** Each ends by itself long before its own limit; all of them at their limits would be hours. */
function batchTimeout(commands: readonly Command[]): number {
  const timeouts = commands.map(({ given }) => given.timeoutSeconds ?? defaultTimeoutSeconds);
  return Math.max(...timeouts) + 20 * commands.length;
}
