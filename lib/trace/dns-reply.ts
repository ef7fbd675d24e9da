import { decode } from 'dns-packet';

/** What a DNS server answered. */
export interface DnsReply {
  /** Of the question: `A`, `AAAA`. */
  readonly type: string;
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`. */
  readonly code: string;
  /** Where CNAME records lead, in their order. */
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
}

/** Undefined for a question, and for what is no whole DNS message. */
export function dnsReplyIn(message: Buffer): DnsReply | undefined {
  try {
    const packet = decode(message);
    const [question] = packet.questions ?? [];
    if (packet.type !== 'response' || !question) return undefined;
    const answers = packet.answers ?? [];
    return {
      type: question.type,
      // Its types leave the code out.
      code: (packet as { readonly rcode?: string }).rcode ?? 'NOERROR',
      aliases: answers.flatMap((answer) => (answer.type === 'CNAME' ? [answer.data] : [])),
      addresses: answers.flatMap((answer) => (answer.type === 'A' ? [answer.data] : [])),
    };
  } catch {
    return undefined;
  }
}
