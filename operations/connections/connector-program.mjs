/*
 * Makes TCP connections where it runs, and hands each to the program that started it (Node.js' messages on descriptor 3). It needs no
 * library and no right: not even to read a file of the project. It ends with the program that started it.
 * Words: seconds that a connection may take; name servers with commas between them, by default those of /etc/resolv.conf.
 */
import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';

const [seconds, servers] = process.argv.slice(2);
const resolver = new Resolver({ timeout: 3000, tries: 3 });
if (servers) resolver.setServers(servers.split(','));

process.on('disconnect', () => process.exit());
process.on('message', (message) => ('name' in message ? resolve(message) : open(message)));
tell({ ready: true });

function tell(message, socket) {
  if (process.connected) process.send(message, socket, () => undefined);
}

async function resolve({ id, name }) {
  try {
    const [address] = await resolver.resolve4(name);
    tell({ id, address });
  } catch (error) {
    tell({ id, code: error.code ?? 'EFAILED' });
  }
}

function open({ id, address, port }) {
  const socket = connect({ host: address, port });
  // What the other end says first is left for the program that gets the connection.
  socket.pause();
  const timer = setTimeout(() => socket.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })), seconds * 1000);
  socket.once('connect', () => {
    clearTimeout(timer);
    socket.removeAllListeners('error');
    socket.on('error', () => undefined);
    tell({ id }, socket);
  });
  socket.once('error', ({ code }) => {
    clearTimeout(timer);
    tell({ id, code: code ?? 'EFAILED' });
  });
}
