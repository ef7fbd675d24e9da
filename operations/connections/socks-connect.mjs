/*
 * Joins standard input and output with a host by way of a SOCKS 5 proxy on the loopback (RFC 1928), for ssh's ProxyCommand.
 * Words: the proxy's port, the host, its port. It needs no library, so that it begins at once.
 */
import { connect } from 'node:net';

const [proxyPort, host, port] = process.argv.slice(2);
const proxy = connect({ port: Number(proxyPort), host: '127.0.0.1', allowHalfOpen: true });

const fail = (why) => {
  console.error(`lab: ${why}`);
  process.exit(1);
};

proxy.on('error', ({ code, message }) =>
  fail(code === 'ECONNREFUSED' ? `no proxy listens at port ${proxyPort}; ./lab proxy starts it` : message),
);

/** Reads so many bytes, and leaves the rest to whoever reads next. */
const read = (length) =>
  new Promise((resolve) => {
    const look = () => {
      const bytes = proxy.read(length);
      if (bytes === null) return proxy.once('readable', look);
      if (bytes.length < length) fail('the proxy has ended the connection');
      resolve(bytes);
    };
    look();
  });

proxy.once('end', () => process.exit(1));
proxy.write(Buffer.from([5, 1, 0]));
if ((await read(2))[1] !== 0) fail('the proxy wants a password');
const name = Buffer.from(host);
const to = Buffer.alloc(2);
to.writeUInt16BE(Number(port));
proxy.write(Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, to]));
const [, status] = await read(4);
if (status !== 0) fail(`the lab does not connect with ${host}:${port} (answer ${status} of RFC 1928)`);
// An IPv4 address and a port, which nobody needs.
await read(6);
proxy.removeAllListeners('end');
process.stdin.pipe(proxy);
proxy.pipe(process.stdout);
proxy.once('close', () => process.exit());
