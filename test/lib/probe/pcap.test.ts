import { dnsQuestions, questionFilter } from '../../../lib/probe/pcap';
import { PcapError } from '../../../lib/probe/pcap-file';
import { captured, pcapHeader, prefixOf } from '../fake-lab/fake-capture';

/** Written by tcpdump 4.99.3 for two questions of dig 9.18 on loopback. */
const recorded = Buffer.from(
  '1MOyoQIABAAAAAAAAAAAAAAABAABAAAAfDQHa3O9BgBxAAAAcQAAAAAAAAAAAAAAAAAAAAgARQAAY6//AABAEcyIfwAAAX8AAAG2yBUXAE/+YpN2ASAAAQAAAAAAARNuZXZlci1hc2tlZC0xMjM0NTY3BmdpdGh1YgNjb20AAAEAAQAAKQTQAAAAAAAMAAoACAbKTdTZ1iE4fDQHay6/BgB0AAAAdAAAAAAAAAAAAAAAAAAAAAgARQAAZlmmAABAESLffwAAAX8AAAGCRhUXAFL+ZU7rASAAAQAAAAAAARNuZXZlci1hc2tlZC0xMjM0NTY3AnEyBmdpdGh1YgNjb20AAAEAAQAAKQTQAAAAAAAMAAoACAbKTdTZ1iE4',
  'base64',
);

const packet = { source: '20.96.2.3', destination: '192.168.56.50', name: 'lab-1-q1.github.com' };
const bytesOf = (...packets: (typeof packet)[]) => Buffer.from(captured(packets).stdout, 'base64');

/** A capture of one packet of which one byte of the frame is another. */
function changed(at: number, value: number): Buffer {
  const bytes = bytesOf(packet);
  bytes[24 + 16 + at] = value;
  return bytes;
}

describe('a capture', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'the capture has 0 bytes'],
    ['half a header', recorded.subarray(0, 23), 'the capture has 23 bytes'],
    ['pcapng', Buffer.concat([Buffer.from('0a0d0d0a', 'hex'), Buffer.alloc(40)]), 'begins with 0a0d0d0a'],
    ['a capture of the device any', pcapHeader(276), 'link type 276'],
  ])('is not read from %s', (_what, bytes, message) => {
    expect(() => dnsQuestions(bytes)).toThrow(PcapError);
    expect(() => dnsQuestions(bytes)).toThrow(message);
  });

  test('that tcpdump wrote shows who asked whom for which name', () => {
    const loopback = { source: '127.0.0.1', destination: '127.0.0.1' };
    expect(dnsQuestions(recorded)).toEqual([
      { ...loopback, name: 'never-asked-1234567.github.com' },
      { ...loopback, name: 'never-asked-1234567.q2.github.com' },
    ]);
  });

  test('of other byte order is read, too', () => {
    const bytes = bytesOf(packet);
    for (const at of [0, 20, 24, 28, 32, 36]) bytes.subarray(at, at + 4).reverse();
    expect(dnsQuestions(bytes)).toEqual([packet]);
  });

  test('of no packets holds no question', () => expect(dnsQuestions(pcapHeader(1))).toEqual([]));

  test('that was ended in the middle of a packet holds those before it', () => {
    expect(dnsQuestions(recorded.subarray(0, -1))).toHaveLength(1);
    expect(dnsQuestions(bytesOf(packet).subarray(0, 24 + 16 + 20))).toEqual([]);
  });

  test.each([
    ['is ARP', 13, 6],
    ['is TCP', 14 + 9, 6],
    ['is a later fragment', 14 + 7, 3],
    ['is a reply', 14 + 28 + 2, 0x81],
    ['has no question', 14 + 28 + 5, 0],
    ['has a compressed name', 14 + 28 + 12, 0xc0],
    ['has a label longer than the message', 14 + 28 + 12, 63],
  ])('leaves out a packet that %s', (_what, at, value) => {
    expect(dnsQuestions(bytesOf(packet))).toEqual([packet]);
    expect(dnsQuestions(changed(at, value))).toEqual([]);
  });
});

describe('a filter for questions', () => {
  test('compares the beginning of the name after the headers and the length of its first label', () => {
    expect(questionFilter('lab-123')).toBe(
      'udp dst port 53 and udp[21:4] = 0x6c61622d and udp[25:2] = 0x3132 and udp[27:1] = 0x33',
    );
  });

  test.each(['l', 'lab', 'lab-6ffc1b3e-9c51'])('compares every byte of %s', (prefix) => {
    expect(prefixOf(questionFilter(prefix))).toBe(prefix);
  });
});
