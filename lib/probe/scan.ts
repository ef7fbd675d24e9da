import type { ObserveContext } from './observe-context';
import type { Observation } from './observation';
import type { VantagePoint } from './vantage-point';

/** Which ports accepted a connection. */
export interface Scan {
  /** `192.168.56.60:443`, in the order of the addresses. */
  readonly open: readonly string[];
  /** How many were to be tried, and how many were. */
  readonly asked: number;
  readonly tried: number;
  readonly seen: Observation;
}

/** One curl tries all ports of all addresses, forty at a time: who accepts a connection is open, whatever is said over it. */
export async function scan(
  context: ObserveContext,
  from: VantagePoint,
  addresses: readonly string[],
  ports: readonly number[],
): Promise<Scan> {
  const asked = addresses.length * ports.length;
  const limits = ['--parallel', '--parallel-max', '40', '--connect-timeout', '3', '--max-time', '6'];
  const format = ['-o', '/dev/null', '-w', '%{num_connects} %{url_effective}\n'];
  const url = `http://{${addresses.join()}}:{${ports.join()}}/`;
  const argv = ['curl', '-s', '--noproxy', '*', ...limits, ...format, url];
  const seen = await context.probe.exec(from, argv, { timeoutSeconds: 60 + asked });
  const results = [...seen.stdout.matchAll(/^(\d+) http:\/\/(\d+(?:\.\d+){3})(:\d+)?\/$/gm)];
  // curl leaves a scheme's own port out.
  const open = results.filter(([, connections]) => connections !== '0').map(([, , host, port]) => `${host}${port ?? ':80'}`);
  return { open, asked, tried: results.length, seen };
}
