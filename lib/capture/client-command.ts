import type { Place } from '../path';
import type { Observation, VantagePoint } from '../probe';

/** What a client does, one after the other. */
export interface ClientRequest {
  /** A DNS question, and the port that it is asked from. */
  readonly question?: {
    readonly name: string;
    readonly type: string;
    readonly port: number;
    /** A name that is asked after it, from any port. */
    readonly plain?: string;
  };
  /** A page, asked for once from each port. */
  readonly connection?: { readonly url: string; readonly ports: readonly number[] };
}

/** Seconds. A first packet that nobody answers is sent again after one, and after three. */
const patience = 3;

/**
 * Asks a question (`$1` port, `$2` name, `$3` type, `$4` a second name) where there is one, and then for pages (`$5` and what follows). It says `asked` once its
 * programs are there: without them nothing is sent, and nothing can be said of the way.
 */
const script = [
  'for program in ${2:+dig} ${5:+curl}; do',
  'command -v "$program" >/dev/null || { echo "there is no $program" >&2; exit 127; }; done; echo asked;',
  'if [ -n "$2" ]; then dig -b "0.0.0.0#$1" +tries=1 "+time=$0" "$2" "$3"; fi;',
  'if [ -n "$4" ]; then dig +tries=1 "+time=$0" "$4" "$3"; fi; shift 4; [ $# = 0 ] || "$@"',
].join(' ');

/** The client's command. A question that nobody answers does not keep it from the connection. */
export function clientCommand({ question, connection }: ClientRequest): string[] {
  const asked = question ? [String(question.port), question.name, question.type, question.plain ?? ''] : ['', '', '', ''];
  const pages = connection?.ports.flatMap((port, index) => [
    ...(index > 0 ? ['--next'] : []),
    ...['-sS', '--noproxy', '*', '--http1.1', '--insecure', '-o', '/dev/null'],
    ...['--connect-timeout', String(patience), '--max-time', String(patience + 1), '--local-port', String(port), connection.url],
  ]);
  return ['sh', '-c', script, String(patience), ...asked, ...(pages ? ['curl', ...pages] : [])];
}

/** Whether a client's command came so far that it asked. A probe may leave the end of the last line out. */
export const hasAsked = ({ stdout }: Observation): boolean => stdout.split('\n')[0] === 'asked';

/** Where a client's command runs; undefined where there is no way to run one. */
export function clientAt(place: Place, app: (pod: string) => string): VantagePoint | undefined {
  switch (place.kind) {
    case 'machine':
      return { at: 'machine', name: place.name };
    case 'pod':
      return app(place.name) === 'toolbox' ? { at: 'pod', node: place.node } : { at: 'workload', pod: place.name };
    case 'internet':
      return undefined;
    default:
      return { at: place.kind };
  }
}
