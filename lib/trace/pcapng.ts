import { placeName } from '../path';
import type { Capture } from './capture';
import { linkTypeCooked, type Frame } from './frame';

/**
 * A capture file of all places, for Wireshark: an interface for each place's interface, named `worker-1 eth0`, and a comment on each packet
 * (https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html).
 * @param comment what is said of a packet. Default: nothing.
 */
export function pcapng(
  { places }: Capture,
  comment: (place: string, frame: Frame) => string | undefined = () => undefined,
): Buffer {
  const all = places.flatMap(({ place, frames }) => frames.map((frame) => ({ place: placeName(place), frame })));
  const sorted = [...all].sort((one, other) => (one.frame.at < other.frame.at ? -1 : one.frame.at > other.frame.at ? 1 : 0));
  const names = [...new Set(all.map(({ place, frame }) => `${place} ${frame.interface}`))];
  return Buffer.concat([
    sectionHeader(),
    ...names.map(interfaceDescription),
    ...sorted.map(({ place, frame }) =>
      enhancedPacket(names.indexOf(`${place} ${frame.interface}`), frame, comment(place, frame)),
    ),
  ]);
}

const blocks = { section: 0x0a0d0d0a, interface: 1, packet: 6 } as const;
const options = { end: 0, comment: 1, interfaceName: 2, flags: 2, timeResolution: 9 } as const;

function sectionHeader(): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(0x1a2b3c4d, 0);
  body.writeUInt16LE(1, 4);
  // The length of the section is not told.
  body.writeBigInt64LE(-1n, 8);
  return block(blocks.section, body);
}

/** Times are in nanoseconds: ten to the power of minus nine. */
function interfaceDescription(name: string): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(linkTypeCooked, 0);
  return block(blocks.interface, body, [
    option(options.interfaceName, Buffer.from(name)),
    option(options.timeResolution, Buffer.from([9])),
  ]);
}

function enhancedPacket(index: number, { at, direction, record: { bytes } }: Frame, comment: string | undefined): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(index, 0);
  head.writeUInt32LE(Number(at >> 32n), 4);
  head.writeUInt32LE(Number(at & 0xffffffffn), 8);
  head.writeUInt32LE(bytes.length, 12);
  head.writeUInt32LE(bytes.length, 16);
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(direction === 'in' ? 1 : 2, 0);
  const comments = comment === undefined ? [] : [option(options.comment, Buffer.from(comment))];
  return block(blocks.packet, Buffer.concat([head, padded(bytes)]), [...comments, option(options.flags, flags)]);
}

function option(code: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, padded(value)]);
}

/** A block: its type, its length, its body, its options, and its length again. */
function block(type: number, body: Buffer, given: readonly Buffer[] = []): Buffer {
  const end = given.length > 0 ? [option(options.end, Buffer.alloc(0))] : [];
  const content = Buffer.concat([body, ...given, ...end]);
  const word = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const length = word(content.length + 12);
  return Buffer.concat([word(type), length, content, length]);
}

/** Everything begins at a multiple of four bytes. */
const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
