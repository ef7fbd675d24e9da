import type { ObserveContext } from './observe-context';
import type { Observation } from './observation';

/** `$0` is the host, `$1` the statement: nothing is quoted by hand. */
const command = 'PGCONNECT_TIMEOUT=20 psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$0" -U postgres -c "$1"';
const withLabPassword = `PGPASSWORD=$(cat "$POSTGRES_PASSWORD_FILE") ${command}`;
const withPassword = (password: string) => `PGPASSWORD=${password} ${command}`;

/**
 * Runs SQL in a database pod, over TCP to `host` (a local socket would ask for no password).
 * The lab's password is read inside the pod from its mounted Secret; `password` stands in for it, letters only.
 * `port` is PostgreSQL's usual one by default.
 */
export function psql(
  context: ObserveContext,
  pod: string,
  host: string,
  sql: string,
  options: { readonly password?: string; readonly port?: number } = {},
): Promise<Observation> {
  const authenticated = options.password === undefined ? withLabPassword : withPassword(options.password);
  const script = options.port === undefined ? authenticated : `export PGPORT=${options.port}; ${authenticated}`;
  return context.probe.exec({ at: 'workload', pod }, ['sh', '-c', script, host, sql]);
}
