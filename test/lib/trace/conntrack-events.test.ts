import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConntrackError, parseConntrackEvents } from '../../../lib/trace';

/** What conntrack 1.4.7 printed for one request to the load balancer. */
const printed = readFileSync(join(__dirname, 'captures/load-balancer-other-node/worker-2.conntrack.xml'), 'utf8');
const first = printed.split('\n').find((line) => line.startsWith('<flow'))!;

describe('events of connections', () => {
  test.each([
    ['words', 'conntrack: Operation not permitted\n', 'is no event'],
    ['an event without an end', '<flow type="new"><meta direction="original">\n', 'is no event'],
    ['another element', '<table><flow/></table>\n', 'is no event'],
    ['an unknown event', first.replace('"new"', '"old"') + '\n', 'has an event of the type old'],
    ['an event of one direction', first.replace('"reply"', '"other"') + '\n', 'has no two directions'],
    ['an event without a port', first.replace(/<sport>\d+<\/sport>/, '') + '\n', 'has no sport'],
  ])('are not read from %s', (_what, text, message) => {
    expect(() => parseConntrackEvents(text)).toThrow(ConntrackError);
    expect(() => parseConntrackEvents(text)).toThrow(message);
  });

  test('that were ended in the middle of one hold those before it', () => {
    expect(parseConntrackEvents(`${first}\n${first.slice(0, 90)}`)).toHaveLength(1);
  });

  test('of other protocols are left out', () => {
    expect(parseConntrackEvents(`${first.replaceAll('protoname="tcp"', 'protoname="icmp"')}\n`)).toEqual([]);
  });

  test('tell the packet as it came, and the answer that is expected', () => {
    const events = parseConntrackEvents(printed);
    expect(events[0]).toEqual({
      type: 'new',
      id: expect.stringMatching(/^\d+$/),
      state: 'SYN_SENT',
      original: {
        protocol: 'tcp',
        source: { address: '198.51.100.20', port: 40002 },
        destination: { address: '192.168.56.60', port: 80 },
      },
      reply: {
        protocol: 'tcp',
        source: { address: '20.96.2.4', port: 8080 },
        destination: { address: '192.168.56.32', port: expect.any(Number) },
      },
    });
    expect(events.map(({ state }) => state).slice(0, 3)).toEqual(['SYN_SENT', 'SYN_RECV', 'ESTABLISHED']);
  });

  test('of a run without any are none', () => expect(parseConntrackEvents('')).toEqual([]));
});
