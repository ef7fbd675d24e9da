// Tells the lab's machines the host's time: node ntp-server.mjs. A server of the simple kind (RFC 4330): it changes no clock.
import { Buffer } from 'node:buffer';
import { createSocket } from 'node:dgram';

/** Seconds from 1900, when NTP's time begins, to 1970. */
const epoch = 2_208_988_800;
const client = 3;
const server = 4;
const length = 48;

/** Half a packet's word is seconds, half the fraction; milliseconds are what the host's clock is read in. */
function writeTime(packet, offset, milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  packet.writeUInt32BE((seconds + epoch) % 2 ** 32, offset);
  packet.writeUInt32BE(Math.floor(((milliseconds - seconds * 1000) / 1000) * 2 ** 32), offset + 4);
}

/** The answer to a client's packet (RFC 5905, figure 8). */
function answer(question, received) {
  const packet = Buffer.alloc(length);
  const version = (question[0] >> 3) & 7;
  packet[0] = (version << 3) | server;
  // Ten steps from a reference clock, as others say of a clock that nobody vouches for.
  packet[1] = 10;
  packet[2] = question[2];
  packet.writeInt8(-10, 3);
  // Off by a millisecond or two beside busy machines.
  packet.writeUInt32BE(2 ** 16 / 500, 8);
  packet.set([127, 127, 1, 1], 12);
  writeTime(packet, 16, received);
  question.copy(packet, 24, 40, 48);
  writeTime(packet, 32, received);
  writeTime(packet, 40, Date.now());
  return packet;
}

const socket = createSocket('udp4');
socket.on('message', (question, { port, address }) => {
  const received = Date.now();
  // Whatever is no question stays without an answer, so that two servers never answer one another.
  if (question.length < length || (question[0] & 7) !== client) return;
  socket.send(answer(question, received), port, address);
});
socket.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
socket.bind(123, '0.0.0.0', () => {
  console.log('the time server listens');
});
