import { Observation } from './observation';
import { VantagePoint } from './vantage-point';

export interface ProbeOptions {
  /** Seconds after which the command is ended. Default: 90. */
  readonly timeoutSeconds?: number;
  /** Text for standard input. Secrets go this way, never as arguments. */
  readonly input?: string;
  /** It waits for something that other commands do, so it is never run behind or before them in one connection. */
  readonly apart?: boolean;
}

/**
 * The only way verification reaches a lab. A command that fails is an observation, never an exception. Any number may be asked
 * for at a time: the probe bounds how many connections it opens, and may run commands for the same place together.
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
