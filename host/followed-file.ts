import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** Milliseconds between looks at what was added. */
const interval = 100;

/**
 * A file that a command writes to and this program reads along. A pipe would break when this program is killed, and a Go program that
 * writes to a broken pipe ends at once (os/signal, SIGPIPE).
 */
export class FollowedFile {
  /** Where the command writes. */
  readonly descriptor: number;
  private readonly folder?: string;
  private readonly start: number;
  private readonly reading: number;
  private readonly timer?: NodeJS.Timeout;
  private offset: number;
  private rest = '';
  /** A letter of several bytes may be read in two parts. */
  private readonly decoder = new StringDecoder('utf8');

  /**
   * @param file is added to, and readable by its owner alone. Default: one that goes with this object.
   * @param onLine called with each line that was added
   */
  constructor(
    file: string | undefined,
    private readonly onLine?: (line: string) => void,
  ) {
    this.folder = file === undefined ? mkdtempSync(join(tmpdir(), 'lab-output-')) : undefined;
    const path = file ?? join(this.folder!, 'output');
    this.descriptor = openSync(path, 'a', 0o600);
    this.reading = openSync(path, 'r');
    this.start = fstatSync(this.reading).size;
    this.offset = this.start;
    if (onLine) this.timer = setInterval(() => this.follow(), interval);
  }

  /** Everything that was added. Nothing is followed any more. */
  close(): string {
    clearInterval(this.timer);
    this.follow();
    if (this.rest !== '') this.onLine?.(this.rest);
    const text = this.read(this.start).toString('utf8');
    closeSync(this.descriptor);
    closeSync(this.reading);
    if (this.folder) rmSync(this.folder, { recursive: true });
    return text.replace(/\n$/, '');
  }

  private follow(): void {
    if (!this.onLine) return;
    const added = this.read(this.offset);
    this.offset += added.length;
    const lines = (this.rest + this.decoder.write(added)).split('\n');
    this.rest = lines.pop()!;
    for (const line of lines) this.onLine(line);
  }

  private read(from: number): Buffer {
    const buffer = Buffer.alloc(Math.max(0, fstatSync(this.reading).size - from));
    return buffer.subarray(0, readSync(this.reading, buffer, 0, buffer.length, from));
  }
}
