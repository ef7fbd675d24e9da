/**
 * Who has to act on a failure. The command line turns the kind into its exit status:
 * `lab` 1 (the lab is not as it should be), `usage` 2 (the command was wrong), `environment` 3 (this machine lacks something).
 */
export type FaultKind = 'lab' | 'usage' | 'environment';

export const exitCodes: Readonly<Record<FaultKind, number>> = { lab: 1, usage: 2, environment: 3 };

export interface FaultOptions {
  /** What the user can do about it: one sentence, or a command to paste. */
  readonly remedy?: string;
  /** The error underneath, kept for `--debug`. */
  readonly cause?: unknown;
}

/** The only error the user is meant to see: what is wrong with which value, and what to do. */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly remedy?: string;

  constructor(kind: FaultKind, message: string, options: FaultOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'Fault';
    this.kind = kind;
    this.remedy = options.remedy;
  }
}

export const usageFault = (message: string, options?: FaultOptions) => new Fault('usage', message, options);
export const environmentFault = (message: string, options?: FaultOptions) => new Fault('environment', message, options);
export const labFault = (message: string, options?: FaultOptions) => new Fault('lab', message, options);
