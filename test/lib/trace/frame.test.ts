import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PcapError } from '../../../lib/probe';
import { interfaceNames, InterfacesError, readFrames } from '../../../lib/trace';

const folder = join(__dirname, 'captures/load-balancer-other-node');
const bytes = readFileSync(join(folder, 'worker-1.pcap'));
const names = interfaceNames(readFileSync(join(folder, 'worker-1.interfaces.json'), 'utf8'));

/** A capture of one frame of these bytes after the cooked header. */
function captureOf(packet: Buffer): Buffer {
  const cooked = Buffer.from('0800000000000002000100069e6c638ff2f60000', 'hex');
  const header = Buffer.alloc(16);
  header.writeUInt32LE(cooked.length + packet.length, 8);
  return Buffer.concat([bytes.subarray(0, 24), header, cooked, packet]);
}
const packetOf = (hex: string) => readFrames(captureOf(Buffer.from(hex.replaceAll(' ', ''), 'hex')), names);

describe('a capture of all interfaces', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'the capture has 0 bytes'],
    ['words', Buffer.from('tcpdump: eth0: No such device exists'), 'is not classic pcap'],
    ['a capture of one interface', Buffer.from('d4c3b2a1020004000000000000000000000004000100000000', 'hex'), 'link type 1'],
  ])('is not read from %s', (_what, from, message) => {
    expect(() => readFrames(from, names)).toThrow(PcapError);
    expect(() => readFrames(from, names)).toThrow(message);
  });

  test('tells interfaces, directions, senders and times to live', () => {
    const frames = readFrames(bytes, names);
    expect(frames.map((frame) => `${frame.direction} ${frame.interface} ${frame.ttl} ${frame.flags}`)).toEqual([
      'in eth0 62 SYN',
      'out cni0 61 SYN',
      'out vethp1 61 SYN',
      'in vethp1 64 SYN ACK',
      'in cni0 64 SYN ACK',
      'out eth0 63 SYN ACK',
    ]);
    expect(frames[0]!.sourceMac).toBe('52:54:00:a8:38:20');
    expect(frames[1]!.at - frames[0]!.at).toBe(141_000n);
  });

  test('knows a packet again after its translation, and its answer', () => {
    const [request, , , answer] = readFrames(bytes, names);
    const [client] = readFrames(readFileSync(join(folder, 'outside.pcap')), names);
    expect(client!.identity).toBe(request!.identity);
    expect(client!.packet).not.toEqual(request!.packet);
    expect(request!.expects).toContain(answer!.answers);
  });

  test('names an interface that has gone by its number', () => {
    expect(readFrames(bytes, new Map())[0]!.interface).toBe('interface 2');
  });

  test('that was ended in the middle of a frame holds those before it', () => {
    expect(readFrames(bytes.subarray(0, -1), names)).toHaveLength(5);
  });

  const question =
    '45000041 abcd4000 40110000 14600302 c0a83832 9c40 0035 002d 0000 1234 0100 0001 0000 0000 0000 056c61622d31 06676974687562 03636f6d 00 0001 0001';
  test('tells a DNS question, and knows its answer', () => {
    const [asked] = packetOf(question);
    const [answer] = packetOf(
      question.replace('1234 0100', '1234 8180').replace('14600302 c0a83832 9c40 0035', 'c0a83832 14600302 0035 9c40'),
    );
    expect(asked).toMatchObject({
      question: 'lab-1.github.com',
      flags: '',
      packet: { protocol: 'udp', destination: { port: 53 } },
    });
    expect(asked!.expects).toContain(answer!.answers);
  });

  test('tells a refusal over ICMP, and what it refuses', () => {
    const quoted = '4500003c d0514000 3f060000 c6336414 c0a8383c 9c42 0050 9002973e';
    const [refusal] = packetOf(`45c00058 00010000 40010000 c0a83820 c6336414 0303 0000 00000000 ${quoted} ${'00'.repeat(32)}`);
    expect(refusal).toMatchObject({
      answers: `ip ${0xd051}`,
      icmp: {
        what: 'icmp-port-unreachable',
        quoted: { source: { address: '198.51.100.20', port: 40002 }, destination: { address: '192.168.56.60', port: 80 } },
      },
    });
  });

  test.each([
    ['a later fragment', '4500003c d0512001 3f110000 c6336414 c0a8383c 9c42005000280000 0000'],
    ['IPv6', '60000000 00000000'],
    ['a ping', '45000054 00014000 40010000 c0a83820 c6336414 0800 0000 00000000'],
    ['another protocol', '45000020 00014000 402f0000 c0a83820 c6336414 00000800'],
    ['half a header of TCP', '45000024 d0514000 3f060000 c6336414 c0a8383c 9c42 0050 9002'],
  ])('leaves out %s', (_what, hex) => expect(packetOf(hex)).toEqual([]));
});

test.each(['', 'Object "link" is unknown', '{}', '[{"ifindex":"2","ifname":"eth0"}]', '[{}]'])(
  'interfaces are not read from %j',
  (text) => {
    expect(() => interfaceNames(text)).toThrow(InterfacesError);
  },
);
