import { parse, YAMLParseError } from 'yaml';
import { digArguments, type DigOptions, type Question } from './dig-arguments';
import type { ObserveContext } from './observe-context';
import { type Observation, InconclusiveError } from './observation';
import type { VantagePoint } from './vantage-point';

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

export interface DigResult {
  /** One per question, in order. */
  readonly replies: readonly Reply[];
  readonly seen: Observation;
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
    const trouble = itemsOf(seen.stdout).flatMap(({ message }) => (typeof message === 'string' ? [message.trim()] : []))[0];
    throw new InconclusiveError(
      seen,
      trouble ? `${replies.length} of ${questions.length} questions answered: ${trouble}` : undefined,
    );
  }
  return { replies, seen };
}

/** One item of what `dig +yaml` prints: a reply (`MESSAGE`), or one line on why there is none (`DIG_ERROR`). */
interface Item {
  readonly message?: string | Message;
}

/** The part of a reply that is read. A section without entries is absent. */
interface Message {
  readonly response_address?: string;
  readonly response_message_data?: {
    readonly status?: string;
    /** For example `qr aa rd ra`. */
    readonly flags?: string;
    /** For example `github.com. IN A`. */
    readonly QUESTION_SECTION?: readonly string[] | null;
    /** For example `github.com. 300 IN A 203.0.113.80`. */
    readonly ANSWER_SECTION?: readonly string[] | null;
  };
}

/** Reads what `dig +yaml +noall +comments +question +answer` prints for any number of questions. Text that is no YAML holds no reply. */
export function parseDig(text: string): Reply[] {
  return itemsOf(text).flatMap(({ message }) => {
    const data = typeof message === 'object' ? message.response_message_data : undefined;
    if (!data) return [];
    return {
      status: data.status ?? '',
      question: plainName(data.QUESTION_SECTION?.[0]?.split(' ')[0] ?? ''),
      answers: (data.ANSWER_SECTION ?? []).map(readRecord),
      authoritative: data.flags?.split(' ').includes('aa') ?? false,
      server: (message as Message).response_address ?? '',
    };
  });
}

function itemsOf(text: string): Item[] {
  try {
    const items: unknown = parse(text, { customTags: ['timestamp'] });
    return Array.isArray(items) ? items.filter((item) => typeof item === 'object' && item !== null) : [];
  } catch (error) {
    if (error instanceof YAMLParseError) return [];
    throw error;
  }
}

/** A record as master files have it (RFC 1035, section 5.1): name, time to live, class, type, data. */
function readRecord(record: string): ResourceRecord {
  const [name, , , type, ...words] = record.split(/\s+/);
  const data = words.join(' ');
  return { name: plainName(name!), type: type!, data: type === 'A' ? data : plainName(data) };
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
