import type { Packet } from '../path';
import { PcapError, type PcapRecord, readPcap } from '../probe';
import type { DnsReply } from './dns-reply';
import { ipv4In } from './ipv4';

/** What a refusal over ICMP says. */
export interface IcmpRefusal {
  /** `icmp-port-unreachable`; `icmp 3/13` for a rarer one. */
  readonly what: string;
  /** The packet that is refused, as it came to who refuses it. */
  readonly quoted: Packet;
}

/** A packet as one interface of one place sent or received it. */
export interface Frame {
  /** Nanoseconds since 1970 by the place's own clock. */
  readonly at: bigint;
  readonly interface: string;
  readonly direction: 'in' | 'out';
  /** It is addressed to another host: a bridge hands it on, or has sent it everywhere. Default: no. */
  readonly foreign?: boolean;
  /** Of the frame's sender; loopback has none. */
  readonly sourceMac?: string;
  readonly ttl: number;
  readonly packet: Packet;
  /**
   * The same at every place that a packet passes, whatever is translated: of TCP its numbers and flags, of UDP what it carries, of ICMP
   * what it quotes.
   */
  readonly identity: string;
  /** The identification of the IPv4 header. */
  readonly ipId: number;
  /** What an answer to it says that it answers. */
  readonly expects: readonly string[];
  /** What it answers, in the same words. Absent: nothing that is known. */
  readonly answers?: string;
  /** TCP's flags: `SYN`, `SYN ACK`, `RST`. Empty for other packets. */
  readonly flags: string;
  /** The first name of a DNS question, or of its answer. */
  readonly question?: string;
  /** What a DNS server says in it. */
  readonly reply?: DnsReply;
  readonly icmp?: IcmpRefusal;
  /** The record, for a capture file of all places. */
  readonly record: PcapRecord;
}

/** Linux' header of the pseudo-device `any`, version 2 (https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html). */
export const linkTypeCooked = 276;
const cookedHeader = 20;
const etherTypeIpv4 = 0x0800;
/** Types of packets (packet(7)): PACKET_OTHERHOST and PACKET_OUTGOING. */
const otherHost = 3;
const outgoing = 4;

/**
 * The IPv4 packets over TCP, UDP and the refusals over ICMP in a capture of `tcpdump -i any`, in order.
 * @param interfaces the names of interfaces by their index @throws PcapError for bytes that are no such capture.
 */
export function readFrames(bytes: Buffer, interfaces: ReadonlyMap<number, string>): Frame[] {
  const { linkType, records } = readPcap(bytes);
  if (linkType !== linkTypeCooked)
    throw new PcapError(`the capture has link type ${linkType}; ${linkTypeCooked} (Linux cooked, version 2) is read`);
  return records.flatMap((record) => frameOf(record, interfaces) ?? []);
}

function frameOf(record: PcapRecord, interfaces: ReadonlyMap<number, string>): Frame | undefined {
  const { at, bytes } = record;
  if (bytes.length < cookedHeader || bytes.readUInt16BE(0) !== etherTypeIpv4) return undefined;
  const content = ipv4In(bytes.subarray(cookedHeader));
  if (!content) return undefined;
  const index = bytes.readUInt32BE(4);
  return {
    at,
    interface: interfaces.get(index) ?? `interface ${index}`,
    direction: bytes[10] === outgoing ? 'out' : 'in',
    foreign: bytes[10] === otherHost,
    sourceMac: bytes[11] === 6 ? macIn(bytes.subarray(12, 18)) : undefined,
    ...content,
    record,
  };
}

const macIn = (bytes: Buffer): string => bytes.toString('hex').match(/../g)!.join(':');
