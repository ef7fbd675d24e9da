import { PcapError, readPcap } from './pcap-file';

/** One DNS question as it went over the wire. */
export interface DnsPacket {
  /** IPv4 addresses of the sender and the receiver. */
  readonly source: string;
  readonly destination: string;
  /** Name asked for, in lower case and without the final dot. */
  readonly name: string;
}

/** Sizes in bytes: IEEE 802.3, RFC 791, RFC 768 and RFC 1035. */
const ethernetHeader = 14;
const udpHeader = 8;
const dnsHeader = 12;

const linkTypeEthernet = 1;
const etherTypeIpv4 = 0x0800;
const protocolUdp = 17;

/**
 * The DNS questions of a capture in the classic pcap format, in order. Frames that are no question over UDP and IPv4 are left out.
 * @throws PcapError for bytes that are no such capture.
 */
export function dnsQuestions(bytes: Buffer): DnsPacket[] {
  const { linkType, records } = readPcap(bytes);
  if (linkType !== linkTypeEthernet)
    throw new PcapError(`the capture has link type ${linkType}; ${linkTypeEthernet} (Ethernet) is read`);
  return records.flatMap(({ bytes: frame }) => questionOf(frame) ?? []);
}

function questionOf(frame: Buffer): DnsPacket | undefined {
  if (frame.length < ethernetHeader + 20 || frame.readUInt16BE(12) !== etherTypeIpv4) return undefined;
  const packet = frame.subarray(ethernetHeader);
  // A later fragment has no UDP header.
  const laterFragment = (packet.readUInt16BE(6) & 0x1fff) !== 0;
  if (packet[9] !== protocolUdp || laterFragment) return undefined;
  const message = packet.subarray((packet[0]! & 0x0f) * 4 + udpHeader);
  const isReply = message.length < dnsHeader || (message[2]! & 0x80) !== 0;
  const name = isReply || message.readUInt16BE(4) === 0 ? undefined : nameIn(message);
  if (name === undefined) return undefined;
  return { source: [...packet.subarray(12, 16)].join('.'), destination: [...packet.subarray(16, 20)].join('.'), name };
}

/** The first question's name in a DNS message. A question's name is never compressed by a client; undefined for one that is, or is cut. */
export function nameIn(message: Buffer): string | undefined {
  const labels: string[] = [];
  let at = dnsHeader;
  for (let length = message[at]; length !== 0; length = message[at]) {
    if (length === undefined || length > 63 || at + 1 + length > message.length) return undefined;
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return labels.join('.').toLowerCase();
}

/**
 * A filter of pcap-filter(7) for questions over UDP whose name begins so. The name is compared as it is written, four bytes at most at a
 * time: the name begins after the UDP header, the DNS header and the length of its first label.
 */
export function questionFilter(prefix: string): string {
  const bytes = Buffer.from(prefix, 'latin1');
  const tests = ['udp dst port 53'];
  for (let at = 0; at < bytes.length;) {
    const size = bytes.length - at >= 4 ? 4 : bytes.length - at >= 2 ? 2 : 1;
    tests.push(`udp[${udpHeader + dnsHeader + 1 + at}:${size}] = 0x${bytes.toString('hex', at, at + size)}`);
    at += size;
  }
  return tests.join(' and ');
}
