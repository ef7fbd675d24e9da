import { type IpAddress, type Machine, machines } from '../model';
import type { ObserveContext } from './observe-context';
import { type Observation, InconclusiveError } from './observation';

/** The hosts that answer an ARP request for an address on the lab's network. */
export interface Announcers {
  /** Each MAC address that answered, in order of its first answer. */
  readonly macs: readonly string[];
  /** Those of them that are machines of the lab. */
  readonly machines: readonly Machine[];
  readonly seen: Observation;
}

/** How many ARP requests are sent: every host that claims the address answers each. */
const requests = 3;

/**
 * Asks by broadcast, so that every host that claims the address answers. The name server asks, because it is no node of the
 * cluster.
 */
export const announcersOf = (context: ObserveContext, address: IpAddress): Promise<Announcers> =>
  context.observe(`announcers of ${address}`, async () => {
    const { lab, probe } = context;
    const argv = ['sudo', 'arping', '-r', '-c', String(requests), '-i', 'eth0', String(address)];
    const seen = await probe.exec({ at: 'machine', name: lab.nameServer.name }, argv);
    const macs = [...new Set(seen.stdout.toLowerCase().match(/\b[0-9a-f]{2}(:[0-9a-f]{2}){5}\b/g) ?? [])];
    // arping's own exit status is 1 when nobody answered.
    if (macs.length === 0 && seen.exitCode > 1) throw new InconclusiveError(seen);
    return { macs, machines: machines(lab).filter(({ mac }) => macs.includes(mac)), seen };
  });

/** `worker-1 (52:54:00:a8:38:1f)` */
export const describeAnnouncers = ({ macs, machines: known }: Announcers): string =>
  macs.map((mac) => `${known.find((machine) => machine.mac === mac)?.name ?? 'a stranger'} (${mac})`).join(' and ') || 'nobody';
