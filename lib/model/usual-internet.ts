import { Cidr } from './cidr';
import { defaults } from './defaults';
import type { LabDefinition } from './definition';
import { IpAddress } from './ip-address';
import { IpRange } from './ip-range';

/**
 * Default addresses of the internet's parts, as texts. They are in their usual range, or in the first documentation range that
 * the definition leaves free.
 * @param ranges the lab's other networks.
 */
export function usualInternet(
  internet: NonNullable<LabDefinition['internet']>,
  ranges: readonly Cidr[],
): { readonly link: string; readonly nameServer: string; readonly webServer: string } {
  const given = [internet.nameServer, internet.webServer].flatMap((text) =>
    text === undefined ? [] : readable(() => IpRange.of(IpAddress.parse(text))),
  );
  const link = firstFree(defaults.internet.link, [...ranges, ...given]);
  const links = readable(() => Cidr.parse(internet.link ?? link));
  const server = (key: 'nameServer' | 'webServer') => {
    const usual = IpAddress.parse(defaults.internet[key]);
    const network = Cidr.containing(usual, 24);
    const free = Cidr.parse(firstFree(String(network), [...ranges, ...links], usual));
    return String(free.at(usual.toNumber() - network.first.toNumber()));
  };
  return { link, nameServer: server('nameServer'), webServer: server('webServer') };
}

type Range = { readonly first: IpAddress; readonly last: IpAddress };

/** The usual range if it is free, else the first free one, else the usual one. */
function firstFree(usual: string, taken: readonly Range[], only?: IpAddress): string {
  const isFree = (range: Range) =>
    !taken.some(({ first, last }) => range.first.compare(last) <= 0 && first.compare(range.last) <= 0);
  if (isFree(only ? IpRange.of(only) : Cidr.parse(usual))) return usual;
  return defaults.outside.find((text) => isFree(Cidr.parse(text))) ?? usual;
}

/** Undefined for an invalid text; its reader reports it. */
function readable<T>(parse: () => T): T[] {
  try {
    return [parse()];
  } catch {
    return [];
  }
}
