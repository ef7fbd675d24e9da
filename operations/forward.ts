import { usageError } from '../host/user-error';
import { type Forward, parseForward } from '../lib/model';
import { type LoopbackListener, listenOnLoopback } from './connections/loopback-listener';
import { offerLab } from './connections/offer';
import { relay } from './connections/relay';
import type { Dial } from './connections/dialer';
import type { Context } from './context';
import { operation } from './operation';

/** Which ports lead where, and from which vantage point. */
export interface ForwardChoice {
  /** `lan` or `outside`. */
  readonly from: string;
  /** `8060:192.168.56.60:80` each. */
  readonly forwards: readonly string[];
}

/** Offers single addresses of the lab at ports of the loopback, until the context's signal comes or the lab ends. */
export const forward = operation(
  'forward',
  async (context: Context, { from, forwards: texts }: ForwardChoice, onReady: (forwards: readonly Forward[]) => void) => {
    const forwards = readForwards(texts);
    await offerLab(context, {
      command: 'forward',
      from,
      listen: (dial, _from, tell) => listenForAll(forwards, dial, tell),
      ready: () => onReady(forwards),
    });
  },
);

/** @throws a usage fault that shows how a forward is written */
export function readForwards(texts: readonly string[]): Forward[] {
  const forwards = texts.map((text) => {
    const found = parseForward(text);
    if (typeof found !== 'string') return found;
    throw usageError(`${text} is no forward: ${found}`, {
      remedy: 'write PORT:HOST:HOST-PORT, such as 8060:192.168.56.60:80',
    });
  });
  const twice = forwards.find(({ port }, index) => forwards.findIndex((other) => other.port === port) !== index);
  if (twice) throw usageError(`port ${twice.port} is named twice`, { remedy: 'name another port for one of the two' });
  return forwards;
}

/** All of them or none. */
async function listenForAll(forwards: readonly Forward[], dial: Dial, tell: (text: string) => void): Promise<LoopbackListener[]> {
  const listeners: LoopbackListener[] = [];
  try {
    for (const { port, host, hostPort } of forwards) {
      const listener = await listenOnLoopback(port, (client) => {
        client.on('error', () => undefined);
        dial(host, hostPort).then(
          (lab) => (client.destroyed ? void lab.destroy() : relay(client, lab)),
          (error: Error) => {
            tell(`port ${port}: ${error.message}`);
            client.resetAndDestroy();
          },
        );
      });
      listeners.push(listener);
    }
    return listeners;
  } catch (error) {
    await Promise.all(listeners.map((listener) => listener.close()));
    throw error;
  }
}
