/*
 * Plays the lab's machines in one network namespace: web servers, the company's name server, CoreDNS, and a node's SSH server.
 * Words: paths of the node's host key and of the public key that may log in.
 */
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer as createWebServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { decode, encode, streamDecode, streamEncode } from 'dns-packet';
import ssh2 from 'ssh2';

const [hostKey, userKey] = process.argv.slice(2);
const user = readFileSync(userKey, 'utf8').split(' ')[1];

/** Where each web server listens: a machine, a published Service, a ClusterIP, a pod. */
for (const address of ['192.168.56.31', '192.168.56.60', '10.96.0.100', '20.96.2.5'])
  createWebServer(({ headers }, response) => response.end(`${address} was asked for ${headers.host}\n`)).listen(80, address);

const names = {
  'www.company.internal': '192.168.56.60',
  'api-tester.default.svc.cluster.local': '10.96.0.100',
  'db-0.db.default.svc.cluster.local': '20.96.2.5',
};
const answerTo = ({ id, questions: [question] }, zone) => ({
  type: 'response',
  id,
  flags: question.name.endsWith(zone) && names[question.name] ? 0 : 3,
  questions: [question],
  answers:
    question.name.endsWith(zone) && names[question.name] ? [{ type: 'A', name: question.name, data: names[question.name] }] : [],
});
const company = createSocket('udp4').bind(53, '192.168.56.50');
company.on('message', (bytes, { port, address }) =>
  company.send(encode(answerTo(decode(bytes), 'company.internal')), port, address),
);
createServer((socket) =>
  socket.on('data', (bytes) => socket.write(streamEncode(answerTo(streamDecode(bytes), 'cluster.local')))),
).listen(53, '10.96.0.10');

new ssh2.Server({ hostKeys: [readFileSync(hostKey)] }, (client) => {
  client.on('error', () => undefined);
  client.on('authentication', (attempt) =>
    attempt.method === 'publickey' && attempt.username === 'lab' && attempt.key.data.toString('base64') === user
      ? attempt.accept()
      : attempt.reject(['publickey']),
  );
  client.on('tcpip', (accept, reject, { destIP, destPort }) => {
    const upstream = connect({ host: destIP, port: destPort, allowHalfOpen: true });
    upstream.once('connect', () => {
      const channel = accept();
      channel.pipe(upstream).pipe(channel);
    });
    upstream.once('error', reject);
  });
}).listen(22, '192.168.56.31', () => console.log('ready'));
