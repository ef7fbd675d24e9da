import { DOMParser, type Element } from '@xmldom/xmldom';
import type { Packet, Protocol } from '../path';

/** Something that happened to a connection that a machine knows. */
export interface ConntrackEvent {
  readonly type: 'new' | 'update' | 'destroy';
  readonly id: string;
  /** As it comes. */
  readonly original: Packet;
  /** The answer that is expected: the reverse of the packet as it leaves. */
  readonly reply: Packet;
  /** Of TCP: `SYN_SENT`, `ESTABLISHED`. */
  readonly state?: string;
}

/** Text for a person: why a text has no events. */
export class ConntrackError extends Error {
  constructor(text: string, why: string) {
    super(`conntrack printed text that ${why}: ${text.trim().slice(0, 120)}`);
    this.name = 'ConntrackError';
  }
}

/**
 * Reads what `conntrack -E -o xml` prints: an event a line. A last line without its end is left out: the program was ended. Connections
 * that are neither TCP nor UDP over IPv4 are left out.
 * @throws ConntrackError for any other text
 */
export function parseConntrackEvents(text: string): ConntrackEvent[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.flatMap((line) => {
    if (line.trim() === '' || /^<\?xml |^<\/?conntrack>$/.test(line.trim())) return [];
    return eventOf(line) ?? [];
  });
}

function eventOf(line: string): ConntrackEvent | undefined {
  const flow = flowIn(line);
  const type = flow.getAttribute('type');
  if (type !== 'new' && type !== 'update' && type !== 'destroy')
    throw new ConntrackError(line, `has an event of the type ${type ?? 'none'}`);
  const part = (direction: string) =>
    [...flow.getElementsByTagName('meta')].find((meta) => meta.getAttribute('direction') === direction);
  const [original, reply, rest] = [part('original'), part('reply'), part('independent')];
  if (!original || !reply) throw new ConntrackError(line, 'has no two directions');
  const protocol = original.getElementsByTagName('layer4')[0]?.getAttribute('protoname');
  const version = original.getElementsByTagName('layer3')[0]?.getAttribute('protoname');
  if (version !== 'ipv4' || (protocol !== 'tcp' && protocol !== 'udp')) return undefined;
  return {
    type,
    id: (rest && valueOf(rest, 'id')) ?? '',
    original: packetOf(line, original, protocol),
    reply: packetOf(line, reply, protocol),
    state: rest && valueOf(rest, 'state'),
  };
}

function flowIn(line: string): Element {
  try {
    const root = new DOMParser({ onError: () => undefined }).parseFromString(line, 'text/xml').documentElement;
    if (root?.tagName === 'flow') return root;
  } catch {
    // Said below.
  }
  throw new ConntrackError(line, 'is no event');
}

function packetOf(line: string, meta: Element, protocol: Protocol): Packet {
  const needed = (name: string): string => {
    const value = valueOf(meta, name);
    if (!value) throw new ConntrackError(line, `has no ${name}`);
    return value;
  };
  const socket = (address: string, port: string) => ({ address: needed(address), port: Number(needed(port)) });
  return { protocol, source: socket('src', 'sport'), destination: socket('dst', 'dport') };
}

const valueOf = (element: Element, name: string): string | undefined =>
  element.getElementsByTagName(name)[0]?.textContent ?? undefined;
