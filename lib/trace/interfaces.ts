/** Text for a person: why a text names no interfaces. */
export class InterfacesError extends Error {
  constructor(text: string) {
    super(`ip printed no list of interfaces: ${text.trim().slice(0, 120)}`);
    this.name = 'InterfacesError';
  }
}

/** The names of interfaces by their index, in what `ip -json link show` prints (ip-link(8)). @throws InterfacesError */
export function interfaceNames(json: string): Map<number, string> {
  const links = parsed(json);
  if (!Array.isArray(links)) throw new InterfacesError(json);
  return new Map(
    links.map(({ ifindex, ifname }: { readonly ifindex?: unknown; readonly ifname?: unknown }): [number, string] => {
      if (typeof ifindex !== 'number' || typeof ifname !== 'string') throw new InterfacesError(json);
      return [ifindex, ifname];
    }),
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new InterfacesError(json);
  }
}
