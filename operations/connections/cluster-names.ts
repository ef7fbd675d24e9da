import { randomInt } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { type Packet, RECURSION_DESIRED, streamDecode, streamEncode } from 'dns-packet';
import { ConnectError, faultWords } from './connect-error';

/** Seconds that an answer may take. */
const patience = 15;

/**
 * The first IPv4 address of a name, asked of a DNS server over a connection that leads to its TCP port (RFC 7766).
 * @throws ConnectError where there is none, or no answer
 */
export async function resolveOver(connection: Duplex, name: string, seconds = patience): Promise<string> {
  const id = randomInt(1, 0x10000);
  connection.write(streamEncode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ type: 'A', name }] }));
  try {
    const packet = await answerOn(connection, name, seconds);
    if (packet.id !== id) throw new ConnectError('failed', `${name}: the answer is for another question`);
    for (const answer of packet.answers ?? []) if (answer.type === 'A') return answer.data;
    throw new ConnectError('unknown-name', `${name}: ${faultWords['unknown-name']}`);
  } finally {
    connection.destroy();
  }
}

function answerOn(connection: Duplex, name: string, seconds: number): Promise<Packet> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const fail = (fault: 'timeout' | 'failed') => reject(new ConnectError(fault, `${name}: the DNS server did not answer`));
    const timer = setTimeout(() => fail('timeout'), seconds * 1000);
    connection.on('error', () => fail('failed'));
    connection.once('close', () => (clearTimeout(timer), fail('failed')));
    connection.on('data', (piece: Buffer) => {
      bytes = Buffer.concat([bytes, piece]);
      // The length of what follows stands in front (RFC 1035, section 4.2.2).
      if (bytes.length < 2 || bytes.length < 2 + bytes.readUInt16BE(0)) return;
      clearTimeout(timer);
      try {
        resolve(streamDecode(bytes)!);
      } catch {
        fail('failed');
      }
    });
  });
}
