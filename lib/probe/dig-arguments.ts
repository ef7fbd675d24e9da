/** One question: `A` of a name, or the name of an address. */
export type Question =
  | {
      readonly name: string;
      readonly type?: 'A' | 'CNAME' | 'SRV' | 'SOA';
      /** Over TCP from the beginning, or over UDP first. Default: over UDP first. */
      readonly tcp?: boolean;
    }
  | { readonly addressOf: string };

export interface DigOptions {
  /** Default: what the vantage point's resolv.conf names. */
  readonly server?: string;
  /** How often a server is asked, and for how many seconds each time. Default: twice, for five. */
  readonly tries?: number;
  readonly seconds?: number;
  /** The largest packet over UDP that is taken, in bytes. Default: dig's own. */
  readonly packet?: number;
}

/** All questions in one dig: a process start on an emulated machine is dear. */
export function digArguments(questions: readonly Question[], options: DigOptions = {}): string[] {
  return [
    'dig',
    ...(options.server ? [`@${options.server}`] : []),
    '+yaml',
    '+noall',
    '+comments',
    '+question',
    '+answer',
    `+tries=${options.tries ?? 2}`,
    `+time=${options.seconds ?? 5}`,
    ...(options.packet ? [`+bufsize=${options.packet}`] : []),
    ...questions.flatMap((question) =>
      'addressOf' in question ? ['-x', question.addressOf] : [question.name, question.type ?? 'A', ...protocolOf(question)],
    ),
  ];
}

/** What stands behind a question is for this one alone. */
const protocolOf = ({ tcp }: { readonly tcp?: boolean }): string[] => (tcp === undefined ? [] : [tcp ? '+tcp' : '+notcp']);
