import { placeName } from '../../../lib/path';
import type { Capture, Frame } from '../../../lib/trace';
import { recorded } from './recorded';
import { compared, moment, outside, toolbox } from './traced';

const texts = ({ differences }: ReturnType<typeof compared>) => differences.map(({ text }) => text.en);

/** The recording with other frames at one place. */
const changed = (capture: Capture, name: string, change: (frame: Frame) => Frame | undefined): Capture => ({
  places: capture.places.map((one) =>
    placeName(one.place) === name ? { ...one, frames: one.frames.flatMap((frame) => change(frame) ?? []) } : one,
  ),
});

describe('a request that went as predicted', () => {
  test('to a pod of another node is equal, and the way that was taken is named', () => {
    const found = compared(recorded('load-balancer-other-node'), outside, '192.168.56.60', 40002);
    expect(texts(found)).toEqual([]);
    expect([found.way.endpoint?.address, found.ways, found.outcome]).toEqual([
      '20.96.2.4',
      2,
      { predicted: 'answered', captured: 'answered' },
    ]);
    const seen = found.request.hops.map(({ place, captured }) => `${placeName(place)} ${captured!.in} > ${captured!.out}`);
    expect(seen).toEqual([
      'outside  > eth0',
      'gateway uplink > br-lesson,vnet2',
      'worker-2 eth0 > eth0',
      'worker-1 eth0 > cni0,vethp1',
      'pod api-tester-1 eth0 > ',
    ]);
  });

  test('to a pod of the same node is equal, though its answer crosses the bridge alone', () => {
    const found = compared(recorded('cluster-ip-same-node'), toolbox, '10.96.0.100', 40003);
    expect(texts(found)).toEqual([]);
    expect(found.answer.hops.map(({ captured }) => captured?.ttl.before)).toEqual([64, 64, 64]);
  });

  test('is equal without captures in pods, which have no tcpdump', () => {
    const capture = recorded('load-balancer-other-node', { without: ['api-tester-1'] });
    expect(texts(compared(capture, outside, '192.168.56.60', 40002))).toEqual([]);
  });
});

describe('a request that went another way', () => {
  const good = recorded('load-balancer-other-node');
  const told = (capture: Capture, at = moment) => texts(compared(capture, outside, '192.168.56.60', 40002, at));

  test('and was dropped by a rule is told with the rule', () => {
    const found = compared(recorded('forward-drop'), outside, '192.168.56.60', 40102);
    expect(texts(found)).toEqual(['worker-2 ended the packet: the rule -4 -t filter -A FORWARD -d 20.96.3.0/24 -p tcp -j DROP.']);
    expect(found.differences[0]!.lookAt).toBe('./lab ssh worker-2 -- sudo iptables-save');
    expect(found.outcome.captured).toBe('silence');
  });

  test('to an endpoint that the API server does not know is told with the chain', () => {
    const pods = moment.pods.map((one) => ({ ...one, address: one.address === '20.96.2.4' ? '20.96.2.9' : one.address }));
    expect(told(good, { ...moment, pods })[0]).toMatch(
      /^On worker-2 the packet should have met nat KUBE-SVC-YRWBZM7I76HZQT77 → KUBE-SEP-\S+, and met .*KUBE-SEP-HCYPS6FYIXYQIMZY: this endpoint is not among kube-proxy's\.$/,
    );
  });

  test('and was not sent is told so', () => {
    expect(told(changed(good, 'outside', () => undefined))).toEqual([
      'outside sent nothing: the request was not seen on its interface eth0.',
    ]);
  });

  test('and did not arrive where it was sent is told with both places', () => {
    const lost = ['worker-1', 'worker-2', 'pod api-tester-1'].reduce(
      (capture, name) => changed(capture, name, () => undefined),
      good,
    );
    expect(told(lost)[0]).toBe(
      'gateway sent 198.51.100.20:40002 → 192.168.56.60:80 by br-lesson, vnet2, and worker-2 did not receive it.',
    );
  });

  test('and left by another interface is told with both', () => {
    const other = changed(good, 'worker-2', (frame) => (frame.direction === 'out' ? { ...frame, interface: 'eth9' } : frame));
    expect(told(other)[0]).toBe('At worker-2 the packet left by eth9 instead of eth0.');
  });

  test('with another source is told with both packets', () => {
    const kept = (frame: Frame): Frame => ({
      ...frame,
      packet: { ...frame.packet, source: { address: '198.51.100.20', port: 40002 } },
    });
    const other = changed(good, 'worker-1', (frame) => (frame.flags === 'SYN' ? kept(frame) : frame));
    expect(told(other)[0]).toBe(
      'The packet that came to worker-1 was 198.51.100.20:40002 → 20.96.2.4:8080 instead of 192.168.56.32:* → 20.96.2.4:8080.',
    );
  });

  test('and came to a node that does not announce the address is told so', () => {
    const found = told(good, { ...moment, announcers: { '192.168.56.60': 'worker-1' } });
    expect(found).toEqual(['worker-2 received 198.51.100.20:40002 → 192.168.56.60:80 instead of worker-1.']);
  });

  test('and was answered although it should be refused is told so', () => {
    const refused = { ...moment, pods: [] };
    expect(told(good, refused).length).toBeGreaterThan(0);
  });
});

test('both languages tell of the same place', () => {
  const { differences } = compared(recorded('forward-drop'), outside, '192.168.56.60', 40102);
  expect(differences.map(({ text }) => text.ko)).toEqual([expect.stringContaining('worker-2')]);
});
