import { describeVantagePoint, type Observation, type Probe, type ProbeOptions } from '../probe';

/** Where the time of one command went. */
export interface CommandSpan {
  /** Where it ran: `pod on worker-1`, `kubectl`. */
  readonly place: string;
  /** Its first word, or kubectl's. */
  readonly program: string;
  /** What it waited for a connection. */
  readonly queuedMilliseconds: number;
  /** What it took then. */
  readonly milliseconds: number;
}

/** Where the time of one look at a claim went. What its commands do not explain, it waited for observations of other claims. */
export interface LookSpan {
  readonly ok: boolean;
  /** Milliseconds from the beginning of verification. */
  readonly at: number;
  readonly milliseconds: number;
  readonly commands: readonly CommandSpan[];
}

/** A probe that tells each command it ran. @param urgent whether its commands go before those that wait */
export function tellingProbe(probe: Probe, tell: (span: CommandSpan) => void, urgent: () => boolean): Probe {
  const told = async (place: string, program: string, seen: Promise<Observation>): Promise<Observation> => {
    const { queuedMilliseconds = 0, milliseconds } = await seen;
    tell({ place, program, queuedMilliseconds, milliseconds });
    return seen;
  };
  const withUrgency = (given: ProbeOptions = {}): ProbeOptions => (urgent() ? { ...given, urgent: true } : given);
  return {
    files: probe.files,
    exec: (from, argv, given) => told(describeVantagePoint(from), argv[0] ?? '', probe.exec(from, argv, withUrgency(given))),
    kubectl: (args, given) => told('kubectl', args[0] ?? '', probe.kubectl(args, withUrgency(given))),
  };
}
