/** A place from which the lab is looked at. */
export type VantagePoint =
  /** An outside user's host, beyond the lab's gateway. */
  | { readonly at: 'outside' }
  /** A host on the lab's network that is no machine of the lab. */
  | { readonly at: 'lan' }
  /** One of the lab's machines, by name. */
  | { readonly at: 'machine'; readonly name: string }
  /** The toolbox pod on a node. */
  | { readonly at: 'pod'; readonly node: string }
  /** A pod of one of the lab's workloads, by its name. */
  | { readonly at: 'workload'; readonly pod: string };

/** What running one command showed. */
export interface Observation {
  /** The command's exit status; -1 when it had to be ended. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The command as a user of `./lab` would type it, to see the same. */
  readonly command: string;
  readonly milliseconds: number;
}

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

/** `outside user`, `LAN host`, `machine name-server`, `pod on worker-1`, `pod db-0`. */
export function describeVantagePoint(from: VantagePoint): string {
  switch (from.at) {
    case 'outside':
      return 'outside user';
    case 'lan':
      return 'LAN host';
    case 'machine':
      return `machine ${from.name}`;
    case 'pod':
      return `pod on ${from.node}`;
    case 'workload':
      return `pod ${from.pod}`;
  }
}

/** One line on how a command ended, for evidence. */
export function describeObservation(seen: Observation): string {
  const output = lastLine(seen.stderr) || lastLine(seen.stdout) || 'no output';
  return seen.exitCode === 0 ? output : `exit status ${seen.exitCode}: ${output}`;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)!.trim();
}
