import { createServer, type Server, type Socket } from 'node:net';
import { socketOwner } from '../../host/socket-owner';
import { trusted } from '../../host/trust';
import { environmentError } from '../../host/user-error';

/** The only address at which anything listens for the lab on this machine. */
export const loopback = '127.0.0.1';

/** A port of this machine's loopback that is listened at. */
export interface LoopbackListener {
  readonly port: number;
  /** Stops listening, and ends every connection that was accepted. */
  close(): Promise<void>;
}

/**
 * Listens on the loopback for programs of users whom this program trusts: root, its own user, and the one who called sudo. Connections of
 * others are ended at once.
 * @param port 0: any that is free
 * @throws an environment fault for a port that is taken
 */
export async function listenOnLoopback(
  port: number,
  onConnection: (socket: Socket) => void,
  isTrusted: (user: number | undefined) => boolean = isTrustedUser,
): Promise<LoopbackListener> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    if (!isTrusted(ownerOf(socket))) return void socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  const listening = await listen(server, port);
  return {
    port: listening,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function ownerOf({ remotePort, localPort }: Socket): number | undefined {
  if (remotePort === undefined || localPort === undefined) return undefined;
  return socketOwner({ remotePort, localPort });
}

const isTrustedUser = (user: number | undefined): boolean => user !== undefined && trusted().users.includes(user);

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(notListening(port, cause)));
    server.listen(port, loopback, () => resolve((server.address() as { port: number }).port));
  });
}

function notListening(port: number, cause: NodeJS.ErrnoException) {
  if (cause.code === 'EADDRINUSE')
    return environmentError(`port ${port} of ${loopback} is taken by another program`, { remedy: 'name another port', cause });
  if (cause.code === 'EACCES')
    return environmentError(`this user may not listen at port ${port}`, { remedy: 'name a port from 1024 on', cause });
  return environmentError(`port ${port} of ${loopback} cannot be listened at: ${cause.message}`, { cause });
}
