/** Text for a person: why bytes are no capture. */
export class PcapError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PcapError';
  }
}

/** One packet of a capture. */
export interface PcapRecord {
  /** Nanoseconds since 1970 by the clock of the machine that captured it. */
  readonly at: bigint;
  readonly bytes: Buffer;
}

export interface PcapFile {
  /** LINKTYPE_ of https://www.tcpdump.org/linktypes.html. */
  readonly linkType: number;
  readonly records: readonly PcapRecord[];
}

/** Sizes in bytes (pcap-savefile(5)). */
const fileHeader = 24;
const recordHeader = 16;

/** The magic numbers of the classic format, with the nanoseconds that a unit of its times has. */
const units = new Map([
  [0xa1b2c3d4, 1000n],
  [0xa1b23c4d, 1n],
]);

/**
 * Reads a capture in the classic pcap format. A last record that is cut is left out: the capture was ended.
 * @throws PcapError for bytes that are no such capture.
 */
export function readPcap(bytes: Buffer): PcapFile {
  const { little, unit } = headerOf(bytes);
  const word = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const records: PcapRecord[] = [];
  for (let at = fileHeader; at + recordHeader <= bytes.length;) {
    const end = at + recordHeader + word(at + 8);
    if (end > bytes.length) break;
    const time = BigInt(word(at)) * 1_000_000_000n + BigInt(word(at + 4)) * unit;
    records.push({ at: time, bytes: bytes.subarray(at + recordHeader, end) });
    at = end;
  }
  return { linkType: word(20) & 0xffff, records };
}

/** @returns whether numbers have their lowest byte first, and the nanoseconds of a unit */
function headerOf(bytes: Buffer): { readonly little: boolean; readonly unit: bigint } {
  if (bytes.length < fileHeader) throw new PcapError(`the capture has ${bytes.length} bytes; its header alone has ${fileHeader}`);
  const little = units.get(bytes.readUInt32LE(0));
  if (little) return { little: true, unit: little };
  const big = units.get(bytes.readUInt32BE(0));
  if (big) return { little: false, unit: big };
  throw new PcapError(`the capture begins with ${bytes.toString('hex', 0, 4)}, which is not classic pcap`);
}
