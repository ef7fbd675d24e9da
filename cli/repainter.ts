import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';

/** Terminals cut off what does not fit in a line, so that each line is one row (xterm's DECAWM, which all others know). */
const [withoutWrapping, withWrapping] = ['\u001b[?7l', '\u001b[?7h'];

/** Writes a text on a terminal in the place of the one before. */
export class Repainter {
  private rows = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  /** @param text must fit the terminal: what has left its screen cannot be written over */
  paint(text: string): void {
    const { stream, rows } = this;
    if (rows > 0) {
      moveCursor(stream, 0, -rows);
      cursorTo(stream, 0);
      clearScreenDown(stream);
    }
    stream.write(`${withoutWrapping}${text}${withWrapping}\n`);
    this.rows = text.split('\n').length;
  }

  /** Something else was written since: the next text comes below it. */
  leave(): void {
    this.rows = 0;
  }
}
