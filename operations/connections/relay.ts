import { Socket } from 'node:net';
import type { Duplex, Readable } from 'node:stream';

/**
 * Joins two connections until both have ended. What one sends the other gets, the end of sending as well. Where one breaks, so does the
 * other: half an answer is not taken for a whole one.
 * @param says what the first one sends, where that does not come from it directly
 */
export function relay(one: Duplex, other: Duplex, says: Readable = one): void {
  says.pipe(other).pipe(one);
  endTogether(one, other);
  endTogether(other, one);
}

function endTogether(one: Duplex, peer: Duplex): void {
  const breakOff = () => (peer instanceof Socket ? peer.resetAndDestroy() : peer.destroy());
  one.on('error', breakOff);
  one.once('close', () => {
    if (!one.readableEnded) return void breakOff();
    // What it sent before it ended in good order is still on its way to the peer.
    if (peer.writableFinished) peer.destroy();
    else peer.once('finish', () => peer.destroy());
  });
}
