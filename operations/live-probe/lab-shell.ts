import { randomUUID } from 'node:crypto';
import type { Observation, ProbeOptions } from '../../lib/probe';
import { defaultTimeoutSeconds } from './observe';
import { batchScript, readBatch } from './shell-batch';

/** A command and the way it is run. */
export interface Command {
  readonly argv: readonly string[];
  readonly given: ProbeOptions;
}

/** A shell somewhere in the lab, which can run several commands over one connection. */
export interface LabShell {
  run(argv: readonly string[], given: ProbeOptions): Promise<Observation>;
  /** The command as a user of `./lab` types it. */
  show(argv: readonly string[]): Promise<string>;
}

/** Runs commands one after another over one connection. */
export async function runTogether(shell: LabShell, commands: readonly Command[]): Promise<Observation[]> {
  if (commands.length === 1) return [await shell.run(commands[0]!.argv, commands[0]!.given)];
  const mark = `lab-${randomUUID()}`;
  const timeouts = commands.map(({ given }) => given.timeoutSeconds ?? defaultTimeoutSeconds);
  // Each ends by itself long before its own limit; all of them at their limits would be hours.
  const timeoutSeconds = Math.max(...timeouts) + 20 * commands.length;
  const argvs = commands.map(({ argv }) => argv);
  const seen = await shell.run(['sh', '-c', batchScript(argvs, mark)], { timeoutSeconds });
  const parts = readBatch(seen.stdout, commands.length, mark);
  return Promise.all(
    argvs.map(async (argv, index) => ({
      ...(parts[index] ?? { exitCode: seen.exitCode || -1, stdout: '', stderr: seen.stderr || 'the connection ended too early' }),
      command: await shell.show(argv),
      milliseconds: seen.milliseconds,
    })),
  );
}
