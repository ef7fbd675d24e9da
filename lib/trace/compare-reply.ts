import { type Exchange, type ExchangeWay, type ExpectedReply, type Place, placeName, samePlace } from '../path';
import type { Capture } from './capture';
import type { Difference } from './difference';
import type { DnsReply } from './dns-reply';
import type { Frame } from './frame';

/** What a name server answered that it should not have. Only what the client was told counts. @param asked with a label of its own */
export function replyDifferences(
  capture: Capture,
  { from, question, reply, ways }: Exchange,
  asked: string | undefined,
): Difference[] {
  const server = ways[0] && placeName(ways[0].request.at(-1)!.place);
  if (question === undefined || server === undefined) return [];
  const told = repliesTo(capture, from, question).at(-1);
  const failed = [told, asked === undefined ? undefined : repliesTo(capture, from, asked).at(-1)].find(
    (one) => one && !['NOERROR', 'NXDOMAIN'].includes(one.code),
  );
  if (failed) return [differentReply({ server, question, wanted: 'an answer', met: failed.code })];
  if (!told || !reply) return [];
  const [wanted, met] = different(reply, told) ?? [];
  if (wanted === undefined) return [];
  // An alias is a Service's, which CoreDNS knows by itself. An address may be known from before.
  const who = reply.alias !== undefined && wanted === reply.alias ? server : authority(ways[0]!);
  return [differentReply({ server: who, question, wanted, met: met! })];
}

/** The server that is asked last. */
function authority(way: ExchangeWay): string {
  const next = way.onward[0]?.ways[0];
  return next ? authority(next) : placeName(way.request.at(-1)!.place);
}

const repliesTo = (capture: Capture, from: Place, question: string): DnsReply[] =>
  (capture.places.find(({ place }) => samePlace(place, from))?.frames ?? []).flatMap((one: Frame) =>
    one.reply?.type === 'A' && one.question === question && one.direction === 'in' ? [one.reply] : [],
  );

function different({ alias, addresses }: ExpectedReply, told: DnsReply): [string, string] | undefined {
  if (alias !== undefined && told.aliases[0] !== alias) return [alias, told.aliases[0] ?? words(told)];
  if (addresses.length === 0 || sorted(addresses) === sorted(told.addresses)) return undefined;
  return [sorted(addresses), told.addresses.length > 0 ? sorted(told.addresses) : words(told)];
}

const words = ({ code }: DnsReply): string => (code === 'NOERROR' ? 'no address' : code);
const sorted = (texts: readonly string[]): string => [...texts].sort().join(', ');

interface Told {
  readonly server: string;
  readonly question: string;
  readonly wanted: string;
  readonly met: string;
}

const differentReply = ({ server, question, wanted, met }: Told): Difference => ({
  kind: 'reply',
  place: server,
  text: {
    en: `${server} should have told ${wanted} for ${question}, and told ${met}.`,
    ko: `${server}은(는) ${question}에 ${wanted}을(를) 알려야 하지만 ${met}을(를) 알렸다.`,
  },
  lookAt: lookAt(server, question),
});

/** A pod that answers is CoreDNS. Names of Services are below `svc`. */
function lookAt(server: string, question: string): string {
  const [service, , svc] = question.split('.');
  if (svc === 'svc') return `./lab kubectl get service ${service} -o wide; ./lab kubectl get endpointslices`;
  return server.startsWith('pod ')
    ? './lab kubectl -n kube-system get configmap coredns -o yaml'
    : `./lab exec --from ${server === 'internet' ? 'gateway' : server} -- dig ${server === 'internet' ? '' : '@127.0.0.1 '}${question}`;
}
