import { type Verdict, type VerifyContext, verdict } from './claim';
import { describeObservation, type Observation, type VantagePoint } from './probe';

/** A proxy in the user's environment would answer in the lab's place. */
const head = ['curl', '-sS', '--noproxy', '*'];

/** What curl tells of one page. */
export interface Page {
  readonly status: number;
  /** Address that answered. */
  readonly server: string;
  readonly body: string;
  readonly seen: Observation;
}

/** Gets one page. Status 0: nobody answered. */
export async function getPage(
  context: VerifyContext,
  from: VantagePoint,
  url: string,
  extra: readonly string[] = [],
): Promise<Page> {
  const argv = [...head, '--max-time', '30', ...extra, '-w', '\n%{http_code} %{remote_ip}', url];
  const seen = await context.probe.exec(from, argv);
  const match = /^([\s\S]*)\n(\d{3}) ?(\S*)$/.exec(seen.stdout.trimEnd());
  return { status: Number(match?.[2] ?? 0), server: match?.[3] ?? '', body: match?.[1] ?? '', seen };
}

/**
 * Asks the test server's `/hostname` a number of times in one curl, each over a connection of its own (so never in
 * HTTP/2, which would send them all through the first), and returns the pod names that answered. The number in the query only makes curl repeat the request.
 */
export async function askHostnames(
  context: VerifyContext,
  from: VantagePoint,
  base: string,
  times: number,
  extra: readonly string[] = [],
): Promise<{ readonly names: readonly string[]; readonly seen: Observation }> {
  const argv = [
    ...head,
    '--max-time',
    '20',
    '--http1.1',
    '-H',
    'Connection: close',
    ...extra,
    '-w',
    '\n',
    `${base}/hostname?[1-${times}]`,
  ];
  const seen = await context.probe.exec(from, argv, { timeoutSeconds: 60 + 2 * times });
  const names = seen.stdout
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return { names, seen };
}

/** Connecting must fail: refused (curl's 7) or unanswered (28). Any connection at all refutes it, whatever is said over it. */
export async function checkClosed(context: VerifyContext, from: VantagePoint, url: string): Promise<Verdict> {
  const argv = [...head, '--connect-timeout', '5', '--max-time', '10', '-o', '/dev/null', '-w', '%{num_connects}', url];
  const seen = await context.probe.exec(from, argv);
  const connections = /^\d+$/.test(seen.stdout.trim()) ? Number(seen.stdout) : undefined;
  if (connections !== undefined && connections > 0)
    return { ...verdict(seen, false, `${url} accepted a connection`), final: true };
  const closed = connections === 0 && (seen.exitCode === 7 || seen.exitCode === 28);
  return verdict(seen, closed, closed ? `${url} ${seen.exitCode === 7 ? 'refused' : 'silent'}` : describeObservation(seen));
}
