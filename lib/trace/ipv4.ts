import type { Packet, Protocol } from '../path';
import { nameIn } from '../probe';
import { dnsReplyIn } from './dns-reply';
import type { Frame } from './frame';

/** What is read of an IPv4 packet, apart from where it was seen. */
export type Ipv4Content = Omit<Frame, 'at' | 'interface' | 'direction' | 'foreign' | 'sourceMac' | 'record'>;
/** The part that the content of TCP or UDP decides. */
type Content = Omit<Ipv4Content, 'ttl' | 'packet' | 'ipId' | 'icmp'>;

/** Protocol numbers (IANA) and sizes in bytes (RFC 791, RFC 792, RFC 768, RFC 1035). */
const protocols: Readonly<Record<number, Protocol>> = { 6: 'tcp', 17: 'udp' };
const icmpProtocol = 1;
const icmpHeader = 8;
const udpHeader = 8;
const dnsHeader = 12;
const unreachable = 3;

/** Undefined for what is no first fragment of TCP or UDP and no refusal over ICMP, or is cut. */
export function ipv4In(bytes: Buffer): Ipv4Content | undefined {
  const ip = headerOf(bytes);
  if (!ip) return undefined;
  if (bytes[9] === icmpProtocol) return refusalIn(ip);
  const protocol = protocols[bytes[9]!];
  const ports = protocol && portsOf(ip.payload, protocol);
  if (!protocol || !ports) return undefined;
  const packet: Packet = {
    protocol,
    source: { address: ip.source, port: ports.source },
    destination: { address: ip.destination, port: ports.destination },
  };
  const content = protocol === 'tcp' ? tcpOf(ip.payload) : udpOf(ip.payload, packet);
  // A refusal over ICMP quotes the header of the packet that it refuses.
  return { ttl: ip.ttl, ipId: ip.id, packet, ...content, expects: [...content.expects, `ip ${ip.id}`] };
}

interface Ipv4 {
  readonly id: number;
  readonly ttl: number;
  readonly source: string;
  readonly destination: string;
  readonly payload: Buffer;
}

function headerOf(bytes: Buffer): Ipv4 | undefined {
  if (bytes.length < 20 || bytes[0]! >> 4 !== 4) return undefined;
  const laterFragment = (bytes.readUInt16BE(6) & 0x1fff) !== 0;
  if (laterFragment) return undefined;
  const address = (at: number) => [...bytes.subarray(at, at + 4)].join('.');
  // What follows the packet's own length is padding of the frame.
  const payload = bytes.subarray((bytes[0]! & 0x0f) * 4, bytes.readUInt16BE(2));
  return { id: bytes.readUInt16BE(4), ttl: bytes[8]!, source: address(12), destination: address(16), payload };
}

const portsOf = (payload: Buffer, protocol: Protocol) =>
  payload.length < (protocol === 'tcp' ? 20 : udpHeader)
    ? undefined
    : { source: payload.readUInt16BE(0), destination: payload.readUInt16BE(2) };

/** In the order of their bits, the lowest first. */
const tcpFlags = ['FIN', 'SYN', 'RST', 'PSH', 'ACK'];

function tcpOf(payload: Buffer): Content {
  const flags = tcpFlags.filter((_flag, bit) => (payload[13]! & (1 << bit)) !== 0);
  const [sequence, acknowledged] = [payload.readUInt32BE(4), payload.readUInt32BE(8)];
  const size = payload.length - (payload[12]! >> 4) * 4;
  // The first packet's number counts as one byte (RFC 9293, section 3.4).
  const next = (sequence + size + (flags.includes('SYN') ? 1 : 0)) >>> 0;
  const isAnswer = flags.includes('ACK') && (flags.includes('SYN') || flags.includes('RST'));
  return {
    flags: flags.join(' '),
    identity: `tcp ${sequence} ${acknowledged} ${size} ${flags.join(' ')}`,
    expects: [`tcp ${next}`],
    answers: isAnswer ? `tcp ${acknowledged}` : undefined,
  };
}

function udpOf(payload: Buffer, { source, destination }: Packet): Content {
  const message = payload.subarray(udpHeader);
  const identity = `udp ${message.toString('hex', 0, 64)} ${message.length}`;
  const isDns = (source.port === 53 || destination.port === 53) && message.length > dnsHeader;
  if (!isDns) return { flags: '', identity, expects: [] };
  const question = nameIn(message);
  const about = `dns ${message.readUInt16BE(0)} ${question}`;
  const isReply = (message[2]! & 0x80) !== 0;
  if (!isReply) return { flags: '', identity, question, expects: [about] };
  return { flags: '', identity, question, expects: [], answers: about, reply: dnsReplyIn(message) };
}

/** The codes of "destination unreachable" that iptables and the kernel send here (RFC 792, RFC 1812). */
const codes: Readonly<Record<number, string>> = {
  0: 'icmp-net-unreachable',
  1: 'icmp-host-unreachable',
  3: 'icmp-port-unreachable',
};

function refusalIn({ id, ttl, source, destination, payload }: Ipv4): Ipv4Content | undefined {
  if (payload.length < icmpHeader + 28 || payload[0] !== unreachable) return undefined;
  const quotedBytes = payload.subarray(icmpHeader);
  const protocol = protocols[quotedBytes[9]!];
  const at = (quotedBytes[0]! & 0x0f) * 4;
  if (!protocol || quotedBytes.length < at + 4) return undefined;
  const address = (from: number) => [...quotedBytes.subarray(from, from + 4)].join('.');
  const quoted: Packet = {
    protocol,
    source: { address: address(12), port: quotedBytes.readUInt16BE(at) },
    destination: { address: address(16), port: quotedBytes.readUInt16BE(at + 2) },
  };
  const refused = quotedBytes.readUInt16BE(4);
  return {
    ttl,
    ipId: id,
    packet: { protocol, source: { address: source }, destination: { address: destination } },
    flags: '',
    identity: `icmp ${payload[0]}/${payload[1]} ${refused}`,
    expects: [],
    answers: `ip ${refused}`,
    icmp: { what: codes[payload[1]!] ?? `icmp ${payload[0]}/${payload[1]}`, quoted },
  };
}
