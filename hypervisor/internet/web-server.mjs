// A web site of the simulated internet: node web-server.mjs ADDRESS NAME. Says who asked for what, and logs the first requests.
import { createServer } from 'node:http';

const [address, name] = process.argv.slice(2);

// Whoever asks decides how many requests there are and how long: no log may fill the disk.
const loggedRequests = 1000;
const loggedCharacters = 200;
let requests = 0;

function log(line) {
  requests += 1;
  if (requests <= loggedRequests) console.log(line.slice(0, loggedCharacters));
  if (requests === loggedRequests) console.log('further requests are not logged');
}

const server = createServer((request, response) => {
  const client = request.socket.remoteAddress;
  log(`${new Date().toISOString()} ${client} ${request.method} ${request.headers.host} ${request.url}`);
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
