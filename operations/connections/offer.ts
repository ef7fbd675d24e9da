import { once } from 'node:events';
import type { Context } from '../context';
import { runningHypervisor } from '../context';
import { labFiles } from '../../host/lab-files';
import { uninterrupted } from '../../host/interruption';
import { labError } from '../../host/user-error';
import type { ConnectionOrigin } from '../../lib/model';
import type { Dial } from './dialer';
import type { LoopbackListener } from './loopback-listener';
import { connectionOrigin, openDialer } from './open-dialer';
import { forgetProxy, noteProxy, type RunningProxy } from './running-proxies';

/** What a command offers on the loopback. */
export interface Offer {
  readonly command: RunningProxy['command'];
  /** The vantage point, as the user named it. */
  readonly from: string;
  /** Begins to listen. @param tell says something to the user while it runs */
  listen(dial: Dial, from: ConnectionOrigin, tell: (text: string) => void): Promise<readonly LoopbackListener[]>;
  /** Called when everything listens. */
  ready(ports: readonly number[], from: ConnectionOrigin): void;
}

/** Offers the running lab on the loopback until the context's signal comes, or the lab ends. */
export async function offerLab(context: Context, { command, from: named, listen, ready }: Offer): Promise<void> {
  const hypervisor = await runningHypervisor(context);
  const from = connectionOrigin(named, hypervisor);
  const way = await openDialer(context, hypervisor, from);
  let listeners: readonly LoopbackListener[] = [];
  try {
    listeners = await listen(way.dial, from, sayingOnce(context.out));
    const ports = listeners.map(({ port }) => port);
    noteProxy(context, { command, from, ports });
    ready(ports, from);
    const stopped = context.signal.aborted ? Promise.resolve() : once(context.signal, 'abort');
    await Promise.race([stopped, way.ended]);
  } finally {
    await Promise.all(listeners.map((listener) => listener.close()));
    forgetProxy(context);
    await uninterrupted(() => way.close(), 10);
  }
  if (!context.signal.aborted) await tellWhyEnded(context);
}

/** The lab was stopped or removed, which is no fault; or the process that makes the connections failed. */
async function tellWhyEnded(context: Context): Promise<void> {
  const hypervisor = await context.hypervisor().catch(() => undefined);
  if (hypervisor && (await hypervisor.isRunning().catch(() => false)))
    throw labError('the program that makes the connections has ended', {
      remedy: `its output is in ${labFiles(context.stateDir).proxyLog}; run the same command again`,
    });
  context.out(`The lab "${context.lab.name}" has ended.`);
}

/** A program that tries again and again is told of once. */
function sayingOnce(out: (text: string) => void): (text: string) => void {
  let last = '';
  return (text) => {
    if (text !== last) out(text);
    last = text;
  };
}
