import { pcapng } from '../../../lib/trace';
import { recorded } from './recorded';

interface Block {
  readonly type: number;
  readonly body: Buffer;
}

/** The blocks of a capture file; each tells its length at both ends. */
function blocksOf(bytes: Buffer): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    expect(length % 4).toBe(0);
    expect(bytes.readUInt32LE(at + length - 4)).toBe(length);
    blocks.push({ type: bytes.readUInt32LE(at), body: bytes.subarray(at + 8, at + length - 4) });
    at += length;
  }
  return blocks;
}

const capture = recorded('load-balancer-other-node');
const blocks = blocksOf(pcapng(capture, (place, { flags }) => `${place}: ${flags}`));
const ofType = (type: number) => blocks.filter((block) => block.type === type);

test('a capture of nothing is an empty section', () => {
  expect(blocksOf(pcapng({ places: [] })).map(({ type }) => type)).toEqual([0x0a0d0d0a]);
});

test('every interface of every place is one of the file', () => {
  const names = ofType(1).map(({ body }) => body.toString('utf8', 12, 12 + body.readUInt16LE(10)));
  expect(names).toEqual(expect.arrayContaining(['outside eth0', 'gateway uplink', 'worker-2 eth0', 'worker-1 cni0']));
  expect(new Set(names).size).toBe(names.length);
});

test('all packets of all places are there, in the order of their times, each with a comment', () => {
  const packets = ofType(6);
  expect(packets).toHaveLength(capture.places.flatMap(({ frames }) => frames).length);
  const times = packets.map(({ body }) => (BigInt(body.readUInt32LE(4)) << 32n) + BigInt(body.readUInt32LE(8)));
  expect(times).toEqual([...times].sort((one, other) => (one < other ? -1 : 1)));
  expect(packets[0]!.body.includes('outside: SYN')).toBe(true);
});
