import { environmentError } from '../../host/user-error';

/** A network interface in the JSON of `ip -json -details link show` (ip-link(8)). */
export interface Link {
  readonly name: string;
  /** The bridge that it is a port of. Default: none. */
  readonly master?: string;
  /** What the port does with frames: `listening`, `forwarding`, … Known with `-details`, of a bridge's port alone. */
  readonly portState?: string;
  /** The alias that somebody gave it. Default: empty. */
  readonly alias: string;
}

interface PrintedLink {
  readonly ifname?: unknown;
  readonly master?: string;
  readonly ifalias?: string;
  readonly linkinfo?: { readonly info_slave_data?: { readonly state?: string } };
}

/** Reads the interfaces that `ip -json link show` printed. @throws an environment error for any other text */
export function linksIn(json: string): Link[] {
  return printed(json)
    .filter((link) => Object.keys(link).length > 0)
    .map((link) => {
      const { ifname, master, ifalias = '', linkinfo } = link;
      if (typeof ifname !== 'string') throw unreadable(JSON.stringify(link));
      return { name: ifname, master, portState: linkinfo?.info_slave_data?.state, alias: ifalias };
    });
}

/** iproute2 prints `{}` for an interface that the question leaves out, and nothing for an empty list. */
function printed(json: string): PrintedLink[] {
  let read: unknown;
  try {
    read = JSON.parse(json.trim() || '[]');
  } catch {
    throw unreadable(json);
  }
  const isList = Array.isArray(read) && read.every((link) => typeof link === 'object' && link !== null);
  if (!isList) throw unreadable(json);
  return read as PrintedLink[];
}

const unreadable = (text: string) =>
  environmentError(`ip printed no list of network interfaces: ${text.trim().slice(0, 100)}`, {
    remedy: 'look at what "ip -json link show" prints; the lab needs iproute2 of Debian 12 or later',
  });
