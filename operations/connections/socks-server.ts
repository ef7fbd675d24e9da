import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { Socks5Server } from '@pondwader/socks5-server';
import { ConnectError, type ConnectFault } from './connect-error';
import type { Dial } from './dialer';
import { relay } from './relay';

type Status = Parameters<Parameters<Socks5Server['connectionHandler']>[1]>[0];

/** Answers of RFC 1928, section 6. */
const statuses: Readonly<Record<ConnectFault, Status>> = {
  'unknown-name': 'HOST_UNREACHABLE',
  refused: 'CONNECTION_REFUSED',
  unreachable: 'NETWORK_UNREACHABLE',
  timeout: 'HOST_UNREACHABLE',
  'not-allowed': 'CONNECTION_NOT_ALLOWED',
  failed: 'GENERAL_FAILURE',
};

/** Seconds that a client has to say what it wants. */
const patience = 30;

/**
 * Speaks SOCKS 5 (RFC 1928) with each client that it is given: TCP connections without authentication; who may be a client was decided
 * before. @param onFault is told why a connection was not made
 */
export function socksServer(dial: Dial, onFault: (error: Error) => void = () => undefined): (client: Socket) => void {
  const server = new Socks5Server();
  server.setConnectionHandler(({ socket, destAddress, destPort }, answer) => {
    const client = socket as Socket;
    client.setTimeout(0);
    // The library lets a client's data flow from here on: a client that does not wait for the answer loses none.
    const early = client.pipe(new PassThrough());
    client.on('error', () => early.destroy());
    dial(destAddress, destPort).then(
      (lab) => {
        if (client.destroyed) return void lab.destroy();
        answer('REQUEST_GRANTED');
        relay(client, lab, early);
      },
      (error: Error) => {
        onFault(error);
        if (!client.destroyed) answer(statuses[error instanceof ConnectError ? error.fault : 'failed']);
      },
    );
  });
  return (client) => {
    client.setTimeout(patience * 1000, () => client.destroy());
    server._handleConnection(client);
  };
}
