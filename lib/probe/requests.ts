import type { ObserveContext } from './observe-context';
import type { Observation } from './observation';
import { postgresScript, webScript, webSeconds } from './request-scripts';
import type { VantagePoint } from './vantage-point';

/** One question to a web server: connections of their own to one URL. */
export interface WebRequest {
  readonly kind: 'web';
  /** What its answers are found by: a word without spaces that no other request of the same look has. */
  readonly key: string;
  /** Without a query of its own, but for `/dial`. */
  readonly url: string;
  /** How many connections are made. Default: 1. */
  readonly times?: number;
  /** Sends 4000 bytes and wants them back, which no single packet holds. Default: no. */
  readonly large?: boolean;
  /** The server's certificate must be of the authority that `requestAll` is given, and name the host. Default: no. */
  readonly verified?: boolean;
  /** The Host header. Default: the URL's. */
  readonly host?: string;
  /** The address of the URL's host, for a place whose resolver does not know it. */
  readonly address?: string;
  /** Only whether the port accepts a connection is of interest, and it should not. Default: no. */
  readonly closed?: boolean;
}

/** A connection to PostgreSQL, as far as its demand for a password. */
export interface PostgresRequest {
  readonly kind: 'postgres';
  readonly key: string;
  readonly host: string;
  readonly port: number;
}

export type Request = WebRequest | PostgresRequest;

/** What came of one connection. */
export interface Answer {
  /** Whether there was a connection, whatever was said over it. */
  readonly connected: boolean;
  /** Of HTTP; 0 where there was none. */
  readonly status: number;
  /** The beginning of a body; of PostgreSQL the first bytes of its answer as decimal numbers. */
  readonly body: string;
  /** Bytes of the body. */
  readonly size: number;
  /** What the client said of a failure; empty where it did not fail. */
  readonly trouble: string;
  /** The client's exit status: 7 refused, 28 timed out (curl(1)). */
  readonly exit: number;
}

/** The answers to each request by its key, one per connection. A request without any was not made. */
export interface Answers {
  readonly of: (request: Request) => readonly Answer[];
  readonly seen: Observation;
}

/** The commands bound each of their connections; all of those to databases at their limits take this many seconds. */
const databaseSeconds = 120;

/**
 * Makes all requests from one place: those of one kind by one command, side by side, because a process start on an emulated machine is
 * dear. @param authority the certificate in PEM that verified requests trust
 */
export async function requestAll(
  { probe }: ObserveContext,
  from: VantagePoint,
  requests: readonly Request[],
  authority = '',
): Promise<Answers> {
  const web = requests.filter((request) => request.kind === 'web');
  const databases = requests.filter((request) => request.kind === 'postgres');
  const scripts = [
    ...(web.length > 0 ? [{ argv: ['sh', '-c', webScript(web, authority)], timeoutSeconds: webSeconds(web) }] : []),
    ...(databases.length > 0 ? [{ argv: ['bash', '-c', postgresScript(databases)], timeoutSeconds: databaseSeconds }] : []),
  ];
  const seen = await Promise.all(scripts.map(({ argv, timeoutSeconds }) => probe.exec(from, argv, { timeoutSeconds })));
  const answers = seen.flatMap(({ stdout }) => answersIn(stdout));
  const worst = seen.find(({ exitCode }) => exitCode !== 0) ?? seen[0] ?? nothing;
  return { of: ({ key }) => answers.filter((answer) => answer.key === key), seen: worst };
}

/** Of no requests. */
const nothing: Observation = { exitCode: 0, stdout: '', stderr: '', command: './lab status', milliseconds: 0 };

/** `answer,KEY,EXIT,STATUS,CONNECTIONS,SIZE,TROUBLE`, and `body,KEY,TEXT` for those that said something, in the same order. */
function answersIn(text: string): readonly (Answer & { readonly key: string })[] {
  const bodies = new Map<string, string[]>();
  for (const [, key, body] of text.matchAll(/^body,([^,]+),(.*)$/gm))
    bodies.set(key!, [...(bodies.get(key!) ?? []), body!.trim()]);
  return [...text.matchAll(/^answer,([^,]+),(\d+),(\d+),(\d+),(\d+),(.*)$/gm)].map(
    ([, key, exit, status, connections, size, trouble]) => ({
      key: key!,
      connected: Number(connections) > 0,
      status: Number(status),
      body: (Number(exit) === 0 && bodies.get(key!)?.shift()) || '',
      size: Number(size),
      trouble: Number(exit) === 0 ? '' : trouble!.trim() || `exit status ${exit}`,
      exit: Number(exit),
    }),
  );
}
