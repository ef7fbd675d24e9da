import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync, writeFileSync } from 'node:fs';

/** Bytes that a log may have when something begins to write to it. */
const limit = 4 * 1024 ** 2;

/** The end of a file: at most so many bytes, from the beginning of a line on. The whole file where it is shorter. */
export function tailOf(file: string, bytes: number): string {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const start = Math.max(0, size - bytes);
    const buffer = Buffer.alloc(size - start);
    const text = buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, start)).toString('utf8');
    // The first line may have lost its beginning. One line that is longer than all that is wanted is kept as it is.
    const line = start === 0 ? 0 : text.indexOf('\n') + 1;
    return text.slice(line === text.length ? 0 : line);
  } finally {
    closeSync(handle);
  }
}

/** Drops the older half of a log that has grown beyond 4 MiB. Nobody may be writing to it. */
export function trimLog(file: string, most = limit): void {
  if (!existsSync(file) || statSync(file).size <= most) return;
  writeFileSync(`${file}.new`, tailOf(file, Math.floor(most / 2)), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
