import { Cidr } from '../cidr';
import type { DefinitionProblem } from '../problem';
import { IpAddress } from '../ip-address';
import { type Ends, overlap } from '../ip-range';
import type { Lab } from '../lab';
import { isPrivate } from './warnings';

interface Range {
  readonly path: string;
  readonly range: Ends;
  readonly text: string;
}

/** No two ranges may share an address: a route to one would hide the other. */
export function rangeRules(lab: Lab): DefinitionProblem[] {
  const ranges = rangesOf(lab);
  return ranges.flatMap((one, index) =>
    ranges
      .slice(0, index)
      .filter((other) => overlap(one.range, other.range) && !(isServer(one) && isServer(other)))
      .map((other) => ({
        path: one.path,
        value: one.text,
        reason: `overlaps ${other.path} ${other.text}`,
        remedy: suggestion(one, ranges),
        also: [other.path],
      })),
  );
}

function rangesOf({ network, cluster, internet }: Lab): Range[] {
  const cidr = (path: string, value: Cidr): Range => ({ path, range: value, text: String(value) });
  const address = (path: string, value: IpAddress): Range => ({
    path,
    range: { first: value, last: value },
    text: String(value),
  });
  return [
    cidr('network.cidr', network.cidr),
    cidr('cluster.podCidr', cluster.podCidr),
    cidr('cluster.serviceCidr', cluster.serviceCidr),
    cidr('internet.link', internet.link),
    address('internet.nameServer', internet.nameServer),
    address('internet.webServer', internet.webServer),
  ];
}

/** Both servers of the simulated internet may be one host. */
const isServer = ({ path }: Range): boolean => path === 'internet.nameServer' || path === 'internet.webServer';

/** A private range of the same size that nothing else of the lab touches. */
function suggestion(wrong: Range, all: readonly Range[]): string {
  const others = all.filter(({ path }) => path !== wrong.path);
  if (wrong.path.startsWith('internet.')) return 'use one of the documentation ranges (RFC 5737), such as 192.0.2.0/24';
  const prefix = Number(wrong.text.split('/')[1]);
  const free = candidates(prefix).find((cidr) => !others.some((other) => overlap(cidr, other.range)));
  return free ? `use ${free}, which is free` : 'choose ranges that share no address';
}

/** The first private ranges of a size, a few of each block. */
function candidates(prefix: number): Cidr[] {
  return ['10.0.0.0', '172.16.0.0', '192.168.0.0', '100.64.0.0']
    .flatMap((first) => {
      const start = Cidr.containing(IpAddress.parse(first), prefix);
      return Array.from({ length: 16 }, (_, index) => start.first.toNumber() + index * start.size)
        .filter((number) => number + start.size <= 2 ** 32)
        .map((number) => Cidr.containing(IpAddress.fromNumber(number), prefix));
    })
    .filter(isPrivate);
}
