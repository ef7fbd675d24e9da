/** What a command comes to: words, an exit status, an error after the words. */
export interface Outcome {
  /** For standard output. Default: nothing is printed. */
  readonly text?: string;
  /** A file for standard output, as it is. */
  readonly bytes?: Buffer;
  /** Exit status. Default: 0. */
  readonly status?: number;
  /** What the words tell of is wrong. */
  readonly failure?: Error;
}

/** Prints what there is to print and returns the exit status. @throws the failure */
export function finish({ text, bytes, status = 0, failure }: Outcome, out: (text: string) => void): number {
  if (text !== undefined) out(text);
  if (bytes !== undefined) process.stdout.write(bytes);
  if (failure) throw failure;
  return status;
}
