/** What running one command showed. */
export interface Observation {
  /** The command's exit status; -1 when it had to be ended. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The command as a user of `./lab` would type it, to see the same. */
  readonly command: string;
  /** What it took without the time in queues. */
  readonly milliseconds: number;
  /** What it waited for a connection. Default: none. */
  readonly queuedMilliseconds?: number;
}

/** One line on how a command ended, for evidence. */
export function describeObservation(seen: Observation): string {
  const output = lastLine(seen.stderr) || lastLine(seen.stdout) || 'no output';
  return seen.exitCode === 0 ? output : `exit status ${seen.exitCode}: ${output}`;
}

/** A command whose failure leaves nothing to judge. The claim is not (yet) shown. */
export class InconclusiveError extends Error {
  constructor(
    readonly seen: Observation,
    reason = describeObservation(seen),
  ) {
    super(reason);
    this.name = 'InconclusiveError';
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)!.trim();
}
