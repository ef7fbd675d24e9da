import { existsSync, rmSync } from 'node:fs';
import { run, tryRun } from '../../host/run';
import { stoppable } from '../../host/interruption';

/** Milliseconds. A GiB takes seconds. */
const longest = 15 * 60_000;

const packedFile = (file: string): string => `${file}.lz4`;

/**
 * Packs a file with a machine's saved memory, in place: a third of it is left. LZ4 (lz4(1)) is unpacked as fast as a disk reads, so that a
 * reset is not slower for it.
 */
export async function packMemory(file: string): Promise<void> {
  await run('lz4', ['-q', '-1', '--rm', file, packedFile(file)], {
    umask: 0o077,
    timeout: longest,
    remedy: 'lz4 is in the Debian package lz4; ./lab up installs it',
  });
}

/**
 * Does work with a machine's saved memory, packed or not. What is packed is read from a pipe: it is never on the disk unpacked.
 * @param pipe where the pipe is made, in a folder of the lab's own; what an ended command has left there is replaced
 * @param work reads the given file once, from its beginning and not beyond what it needs
 */
export async function withMemory<T>(file: string, pipe: string, work: (memory: string) => Promise<T>): Promise<T> {
  if (!existsSync(packedFile(file))) return work(file);
  rmSync(pipe, { force: true });
  await run('mkfifo', ['--mode=600', pipe]);
  const ended = new AbortController();
  const writing = stoppable(ended.signal, () => tryRun('sh', ['-c', 'exec lz4 -q -dc "$0" >"$1"', packedFile(file), pipe])).catch(
    () => undefined,
  );
  try {
    return await work(pipe);
  } finally {
    // Whoever read only its beginning, or failed before that, leaves the writer waiting.
    ended.abort();
    await writing;
    rmSync(pipe, { force: true });
  }
}
