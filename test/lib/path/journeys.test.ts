import { readFileSync } from 'node:fs';
import { readLabText } from '../../../lib/definition';
import { type Exchange, isRefused, journeys, placeName } from '../../../lib/path';
import { labOf, momentOf } from './moments';

const lab = labOf();
const all = journeys(lab, momentOf(lab));
const journey = (id: string) => all.find((one) => one.id === id)!;

/** `pod toolbox-worker-1 asks pod coredns-abc`, with what that one asks further in. */
const hops = (exchanges: readonly Exchange[]): string[] =>
  exchanges.flatMap(({ from, ways: [way] }) => [
    `${placeName(from)} → ${placeName(way!.request.at(-1)!.place)}`,
    ...hops(way!.onward).map((line) => `  ${line}`),
  ]);

test('a cluster without ready pods has the same journeys, and answers none', () => {
  const moment = momentOf(lab);
  const empty = journeys(lab, { ...moment, pods: moment.pods.map((pod) => ({ ...pod, ready: false })) });
  expect(empty.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  expect(empty.filter((one) => one.expects === 'answered' && !one.unexpected)).toEqual([]);
  expect(empty.filter((one) => one.exchanges.length > 0 && !isRefused(one))).toEqual([]);
});

test('the default lab has a journey for each sentence', () => {
  expect(
    all.map((one) => `${one.id}: ${placeName(one.from)} → ${one.target}${isRefused(one) ? ' (refused)' : ''}`),
  ).toMatchSnapshot();
});

test('another lab has journeys of its own names, addresses and policies', () => {
  const small = readLabText(readFileSync('examples/small-workers.yaml', 'utf8'), 'small-workers.yaml');
  expect(
    journeys(small, momentOf(small)).map(
      (one) => `${one.id}: ${placeName(one.from)} → ${one.target}${isRefused(one) ? ' (refused)' : ''}`,
    ),
  ).toMatchSnapshot();
});

test('a company name is asked of CoreDNS, and by CoreDNS of the name server', () => {
  expect(hops(journey('dns.company').exchanges)).toEqual([
    'pod toolbox-worker-1 → pod coredns-abc',
    '  pod coredns-abc → name-server',
  ]);
});

test('a name of the internet is asked further, up to the internet', () => {
  expect(hops(journey('dns.external').exchanges)).toEqual([
    'pod toolbox-worker-1 → pod coredns-abc',
    '  pod coredns-abc → name-server',
    '    name-server → gateway',
    '      gateway → internet',
  ]);
});

test('an ExternalName is followed by CoreDNS, and then the client goes there itself', () => {
  expect(hops(journey('external-name.ext-github').exchanges)).toEqual([
    'pod toolbox-worker-1 → pod coredns-abc',
    '  pod coredns-abc → name-server',
    '    name-server → gateway',
    '      gateway → internet',
    'pod toolbox-worker-1 → internet',
  ]);
});

test('a headless name leads to each of its pods with the same chance, and to no Service', () => {
  const [, connection] = journey('headless.api-tester2').exchanges;
  expect(connection!.ways.map(({ chance, packet }) => [chance, packet.destination.address])).toEqual([
    [0.5, '20.96.2.4'],
    [0.5, '20.96.3.3'],
  ]);
});

test('both languages tell the same names and addresses', () => {
  for (const { sentence } of all) {
    const names = (text: string) =>
      [...new Set(text.match(/[a-z]+-[a-z0-9-]+|\d+\.\d+\.\d+\.\d+/g))].filter(
        (word) => word.includes('api-') || /\d/.test(word),
      );
    expect(names(sentence.ko).sort()).toEqual(names(sentence.en).sort());
  }
});
