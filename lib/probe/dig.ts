import type { ObserveContext } from './observe-context';
import { type Observation, InconclusiveError } from './observation';
import type { VantagePoint } from './vantage-point';

/** One question: `A` of a name, or the name of an address. */
export type Question = { readonly name: string; readonly type?: 'A' | 'CNAME' | 'SRV' | 'SOA' } | { readonly addressOf: string };

/** One resource record of an answer section. Names without the final dot, in lower case. */
export interface ResourceRecord {
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

export interface Reply {
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, … */
  readonly status: string;
  /** Name asked for. */
  readonly question: string;
  readonly answers: readonly ResourceRecord[];
  /** Whether the server is itself responsible for the name (flag aa). */
  readonly authoritative: boolean;
  /** Address of the server that answered. */
  readonly server: string;
}

export interface DigOptions {
  /** Default: what the vantage point's resolv.conf names. */
  readonly server?: string;
}

export interface DigResult {
  /** One per question, in order. */
  readonly replies: readonly Reply[];
  readonly seen: Observation;
}

/** All questions in one dig: a process start on an emulated machine is dear. */
export function digArguments(questions: readonly Question[], options: DigOptions = {}): string[] {
  return [
    'dig',
    ...(options.server ? [`@${options.server}`] : []),
    '+noall',
    '+comments',
    '+question',
    '+answer',
    '+stats',
    '+tries=2',
    '+time=5',
    ...questions.flatMap((question) =>
      'addressOf' in question ? ['-x', question.addressOf] : [question.name, question.type ?? 'A'],
    ),
  ];
}

/** Asks from a vantage point. @throws InconclusiveError when not every question got a reply of some status. */
export async function dig(
  context: ObserveContext,
  from: VantagePoint,
  questions: readonly Question[],
  options: DigOptions = {},
): Promise<DigResult> {
  const seen = await context.probe.exec(from, digArguments(questions, options), { timeoutSeconds: 60 + 10 * questions.length });
  const replies = parseDig(seen.stdout);
  if (replies.length !== questions.length) {
    const trouble = seen.stdout.match(
      /^;; (communications error .*|no servers could be reached.*|connection timed out.*)$/m,
    )?.[1];
    throw new InconclusiveError(
      seen,
      trouble ? `${replies.length} of ${questions.length} questions answered: ${trouble}` : undefined,
    );
  }
  return { replies, seen };
}

/** Reads what `dig +noall +comments +question +answer +stats` prints for any number of questions. */
export function parseDig(text: string): Reply[] {
  return text
    .split(/^(?=;; ->>HEADER<<-)/m)
    .filter((part) => part.startsWith(';; ->>HEADER<<-'))
    .map((part) => ({
      status: /status: (\w+)/.exec(part)?.[1] ?? '',
      question: plainName(/^;([^;\s]+)\s+IN\s/m.exec(part)?.[1] ?? ''),
      answers: [...part.matchAll(/^([^;\s]+)\s+\d+\s+IN\s+(\S+)\s+(.+)$/gm)].map(([, name, type, data]) => ({
        name: plainName(name!),
        type: type!,
        data: type === 'A' ? data! : plainName(data!),
      })),
      authoritative: /^;; flags:[^;]*\baa\b/m.test(part),
      server: /^;; SERVER: ([^#\s]+)#/m.exec(part)?.[1] ?? '',
    }));
}

/** The data of all records of one type, sorted. */
export const recordsOf = (reply: Reply, type: string): string[] =>
  reply.answers
    .filter((answer) => answer.type === type)
    .map(({ data }) => data)
    .sort();

/** `github.com A 203.0.113.80`, `nobody.company.internal NXDOMAIN`. */
export function describeReply(reply: Reply): string {
  const answers = reply.answers.map(({ type, data }) => `${type} ${data}`).join(', ');
  return `${reply.question} ${answers || (reply.status === 'NOERROR' ? 'no record' : reply.status)}`;
}

function plainName(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '');
}
