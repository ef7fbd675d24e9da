import type { ObserveContext } from './observe-context';
import { type Observation } from './observation';
import { type VantagePoint } from './vantage-point';

/** A proxy in the user's environment would answer in the lab's place. */
export const head = ['curl', '-sS', '--noproxy', '*'];

/** Each request has a connection of its own. The first without an answer ends all: the others would only cost minutes. */
const onceEach = ['--http1.1', '-H', 'Connection: close', '--fail-early'];

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

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
  context: ObserveContext,
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
 * Asks the test server's `/hostname` a number of times in one curl, and returns the names of the pods that answered. Each request
 * has a connection of its own, so never HTTP/2, which would share the first. The number in the query only makes curl repeat the
 * request.
 */
export async function askHostnames(
  context: ObserveContext,
  from: VantagePoint,
  base: string,
  times: number,
  extra: readonly string[] = [],
): Promise<{ readonly names: readonly string[]; readonly seen: Observation }> {
  const argv = [...head, '--max-time', '20', ...onceEach, ...extra, '-w', '\n', `${base}/hostname?[1-${times}]`];
  const seen = await context.probe.exec(from, argv, { timeoutSeconds: 60 + 2 * times });
  return { names: lines(seen.stdout), seen };
}

/** One answer of the test server's `/clientip`. */
export interface SeenClient {
  /** Address of the server that was asked. */
  readonly server: string;
  /** Address the pod saw the request come from. */
  readonly client: string;
}

/** Asks the test server at each base (`http://20.96.2.5:8080`) what client address it sees, `times` times. */
export async function askClientAddresses(
  context: ObserveContext,
  from: VantagePoint,
  bases: readonly string[],
  times: number,
): Promise<{ readonly answers: readonly SeenClient[]; readonly seen: Observation }> {
  const urls = bases.map((base) => `${base}/clientip?[1-${times}]`);
  const argv = [...head, '--max-time', '20', '--insecure', ...onceEach, '-w', ' %{remote_ip}\n', ...urls];
  const seen = await context.probe.exec(from, argv, { timeoutSeconds: 60 + 2 * times * bases.length });
  const answers = [...seen.stdout.matchAll(/^(\d+(?:\.\d+){3}):\d+\s+(\d+(?:\.\d+){3})$/gm)];
  return { answers: answers.map(([, client, server]) => ({ client: client!, server: server! })), seen };
}

/** Whether a port accepts connections at this moment, whatever is said over them. */
export async function checkPort(
  context: ObserveContext,
  from: VantagePoint,
  host: string,
  port: number,
): Promise<{ readonly open: boolean; readonly seen: Observation }> {
  const argv = [
    ...head,
    '--connect-timeout',
    '1',
    '--max-time',
    '2',
    '-o',
    '/dev/null',
    '-w',
    '%{num_connects}',
    `http://${host}:${port}/`,
  ];
  const seen = await context.probe.exec(from, argv);
  return { open: seen.stdout.trim() !== '' && seen.stdout.trim() !== '0', seen };
}
