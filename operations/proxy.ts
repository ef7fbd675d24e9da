import type { Context } from './context';
import { listenOnLoopback } from './connections/loopback-listener';
import { offerLab } from './connections/offer';
import { writeProxyKubeconfig } from './connections/proxy-kubeconfig';
import { socksServer } from './connections/socks-server';
import { operation } from './operation';
import type { ConnectionOrigin } from '../lib/model';

/** How the lab is offered. */
export interface ProxyChoice {
  /** `lan` or `outside`. */
  readonly from: string;
  /** Port of the loopback; 0: any that is free. */
  readonly port: number;
}

/** What is offered once the proxy listens. */
export interface OfferedProxy {
  readonly port: number;
  readonly from: ConnectionOrigin;
  /** The kubeconfig for programs outside the lab's network. The API is closed to outsiders, so there is none from `outside`. */
  readonly kubeconfig?: string;
}

/** Offers the lab through a SOCKS 5 proxy on the loopback, until the context's signal comes or the lab ends. */
export const proxy = operation(
  'proxy',
  (context: Context, { from: named, port }: ProxyChoice, onReady: (offered: OfferedProxy) => void): Promise<void> =>
    offerLab(context, {
      command: 'proxy',
      from: named,
      listen: async (dial, _from, tell) => [
        await listenOnLoopback(
          port,
          socksServer(dial, ({ message }) => tell(message)),
        ),
      ],
      ready: ([listening], from) =>
        onReady({
          port: listening!,
          from,
          kubeconfig: from === 'lan' ? writeProxyKubeconfig(context, listening!) : undefined,
        }),
    }),
);
