/**
 * Who has to act on a failure. The command line turns the kind into its exit status:
 * `lab` 1 (the lab is not as it should be), `usage` 2 (the command was wrong), `environment` 3 (this machine lacks something).
 */
export type ErrorKind = 'lab' | 'usage' | 'environment';

export const exitCodes: Readonly<Record<ErrorKind, number>> = { lab: 1, usage: 2, environment: 3 };

export interface UserErrorOptions {
  /** What the user can do about it: one sentence, or a command to paste. */
  readonly remedy?: string;
  /** The error underneath, kept for `--debug`. */
  readonly cause?: unknown;
}

/** The only error the user is meant to see: what is wrong with which value, and what to do. */
export class UserError extends Error {
  readonly kind: ErrorKind;
  readonly remedy?: string;

  constructor(kind: ErrorKind, message: string, options: UserErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'UserError';
    this.kind = kind;
    this.remedy = options.remedy;
  }
}

export const usageError = (message: string, options?: UserErrorOptions) => new UserError('usage', message, options);
export const environmentError = (message: string, options?: UserErrorOptions) => new UserError('environment', message, options);
export const labError = (message: string, options?: UserErrorOptions) => new UserError('lab', message, options);
