import type { DnsPacket } from '../../../lib/probe';
import type { Outcome } from './outcome';

/** The prefix of names that a capture filter compares byte by byte. */
export const prefixOf = (filter: string): string =>
  Buffer.from([...filter.matchAll(/= 0x([0-9a-f]+)/g)].map(([, hex]) => hex).join(''), 'hex').toString('latin1');

/** What `tcpdump -w - | base64` prints of these questions. */
export function captured(packets: readonly DnsPacket[]): Outcome {
  const stdout = Buffer.concat([pcapHeader(1), ...packets.map(recordOf)]).toString('base64');
  return { exitCode: 0, stdout, stderr: 'tcpdump: listening on eth0, link-type EN10MB (Ethernet), snapshot length 262144 bytes' };
}

/** The header of a classic capture, pcap-savefile(5). */
export function pcapHeader(linkType: number): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262144, 16);
  header.writeUInt32LE(linkType, 20);
  return header;
}

function recordOf({ source, destination, name }: DnsPacket): Buffer {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  const dns = [0x12, 0x67, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, 1, 0, 1];
  const udp = [0x9c, 0x6a, 0, 53, 0, 8 + dns.length, 0, 0];
  const ip = [0x45, 0, 0, 20 + udp.length + dns.length, 0, 0, 0, 0, 64, 17, 0, 0, ...octets(source), ...octets(destination)];
  const frame = [...Array<number>(12).fill(2), 8, 0, ...ip, ...udp, ...dns];
  const header = Buffer.alloc(16);
  header.writeUInt32LE(frame.length, 8);
  header.writeUInt32LE(frame.length, 12);
  return Buffer.concat([header, Buffer.from(frame)]);
}

const octets = (address: string): number[] => address.split('.').map(Number);
