import type { Observation } from './observation';
import type { VantagePoint } from './vantage-point';

export interface ProbeOptions {
  /** Seconds after which the command is ended. Default: 90. */
  readonly timeoutSeconds?: number;
  /** Text for standard input. Secrets go this way, never as arguments. */
  readonly input?: string;
  /** It waits for the effect of other commands, so it never shares a connection with them. */
  readonly apart?: boolean;
  /** It goes before commands that wait: a claim was already looked at, and is told as soon as this has ended. */
  readonly urgent?: boolean;
}

/**
 * Seconds for one command that changes a cluster or waits for it. In an hour in which an emulated lab took 26 minutes to come up, five
 * Services were not deleted in two minutes.
 */
export const changeSeconds = 600;

/**
 * The only way verification reaches a lab. A command that fails is an observation, never an exception. Callers need no limit: the
 * probe bounds its connections, and may batch commands for the same place.
 */
export interface Probe {
  /** Runs a command at a vantage point, without a shell. */
  exec(from: VantagePoint, argv: readonly string[], options?: ProbeOptions): Promise<Observation>;
  /** Runs kubectl as the lab's administrator. */
  kubectl(args: readonly string[], options?: ProbeOptions): Promise<Observation>;
  readonly files: {
    /** Path of the lab CA's certificate in PEM, readable from `lan` and `outside`. */
    readonly caCertificate: string;
  };
}
