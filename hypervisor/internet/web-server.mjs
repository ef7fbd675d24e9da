// A web site of the simulated internet: node web-server.mjs ADDRESS NAME. Says who asked for what, and logs each request.
import { createServer } from 'node:http';

const [address, name] = process.argv.slice(2);

const server = createServer((request, response) => {
  const client = request.socket.remoteAddress;
  console.log(`${new Date().toISOString()} ${client} ${request.method} ${request.headers.host} ${request.url}`);
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(
    [
      `This is ${name} in the lab's simulated internet, at ${address}.`,
      `Host: ${request.headers.host}`,
      `Path: ${request.url}`,
      `Your address, as seen here: ${client}`,
      '',
    ].join('\n'),
  );
});

server.listen(80, address, () => console.log(`${name} listens on ${address}:80`));
server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
