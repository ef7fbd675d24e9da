import { watchesFor } from '../../../lib/capture/watched-places';
import { journeys } from '../../../lib/path';
import { describeVantagePoint } from '../../../lib/probe';
import { labOf, momentOf } from '../path/moments';

const lab = labOf();
const moment = momentOf(lab);
const addressOf = (name: string) => moment.pods.find((pod) => pod.name === name)!.address;
const watches = (id: string) =>
  watchesFor('lab-1', journeys(lab, moment).find((journey) => journey.id === id)!.exchanges, addressOf, [20000, 20003]);

describe('what is watched', () => {
  test('is every place of every way, and pods from their nodes', () => {
    const found = watches('load-balancer.api-tester-lb').map(({ at, pods }) => [describeVantagePoint(at), pods.length]);
    expect(found).toEqual([
      ['outside user', 0],
      ['gateway', 0],
      ['machine worker-2', 1],
      ['machine worker-1', 1],
    ]);
  });

  test('is the way of what servers ask, too, but nothing of the internet', () => {
    const found = watches('dns.external').map(({ at }) => describeVantagePoint(at));
    expect(found.sort()).toEqual(['gateway', 'machine name-server', 'machine worker-1']);
  });

  test('is traced on nodes by the ports it comes from, and by where it goes once masquerading took them', () => {
    const rules = watches('load-balancer.api-tester-lb').map((watch) => watch.rules);
    expect(rules.slice(0, 2)).toEqual([undefined, undefined]);
    expect(rules[2]).toEqual([
      'tcp flags & (syn | ack) == syn tcp sport 20000-20003',
      'ip daddr 192.168.56.60 tcp flags & (syn | ack) == syn tcp dport 80',
      expect.stringMatching(/^ip daddr 20\.96\.2\.\d+ .* tcp dport 8080$/),
    ]);
  });
});
