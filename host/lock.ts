import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { environmentError, labError } from './user-error';
import { projectRoot } from './paths';
import { userName } from './user-name';

/** Who holds a lock, for those who have to wait. */
export interface Holder {
  /** `./lab up`. */
  readonly command: string;
  readonly pid: number;
  readonly user: string;
  readonly checkout: string;
  /** ISO 8601. */
  readonly since: string;
}

/**
 * A process that holds the kernel's lock of a file (flock(2)) for as long as its standard input is open. So the lock ends with this program,
 * whatever ends it. It says so once the file that it locked still has its name: another holder removes it when done.
 */
const hold = `[ "$(stat -Lc %i /proc/self/fd/3)" = "$(stat -c %i "$1" 2>/dev/null)" ] && echo locked && exec cat`;

/** Locks that this program holds, so that a command may be made of others. */
const held = new Set<string>();

/**
 * Does work while no other program holds the lock.
 * @param what is locked, as the beginning of a sentence: `the lab "lesson"`
 * @throws a lab fault that says who holds it and since when
 */
export async function locked<T>(file: string, what: string, command: string, work: () => Promise<T>): Promise<T> {
  if (held.has(file)) return work();
  const release = await acquire(file, what, command);
  held.add(file);
  try {
    return await work();
  } finally {
    held.delete(file);
    release();
  }
}

async function acquire(file: string, what: string, command: string): Promise<() => void> {
  makeFolder(dirname(file));
  // Three, because a holder may be removing the file at this moment.
  for (let attempt = 1; ; attempt += 1) {
    const holder = await startHolder(file);
    if (holder) {
      const who: Holder = {
        command,
        pid: process.pid,
        user: userName(),
        checkout: projectRoot,
        since: new Date().toISOString(),
      };
      writeFileSync(file, `${JSON.stringify(who)}\n`, { mode: 0o644 });
      return () => {
        rmSync(file, { force: true });
        holder.stdin.end();
      };
    }
    const other = readHolder(file);
    if (attempt < 3 && !other) continue;
    throw heldByOther(what, other);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw environmentError(`the folder ${folder} for locks cannot be made: ${(cause as Error).message}`, {
      remedy: 'run the same command with sudo, or set XDG_RUNTIME_DIR to a folder of your own',
      cause,
    });
  }
}

/** Starts the process that holds the lock; undefined where it is held already. */
async function startHolder(file: string) {
  const argv = ['--no-fork', '--nonblock', file, 'sh', '-c', hold, 'sh', file];
  const child = spawn('flock', argv, { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data)));
    child.once('exit', () => resolve(''));
    child.once('error', reject);
  });
  if (!said.startsWith('locked')) return undefined;
  // It must not keep this program from ending.
  child.unref();
  child.stdout.destroy();
  return child;
}

/** Who holds a lock, as far as it has said. */
export function readHolder(file: string): Holder | undefined {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function heldByOther(what: string, other: Holder | undefined) {
  const who = other
    ? `${other.command} (process ${other.pid} of ${other.user}, since ${other.since}, checkout ${other.checkout})`
    : 'another command';
  return labError(`${what} is being changed by ${who}`, {
    remedy: `wait until it has ended${other ? `, or end it: kill ${other.pid}` : ''}`,
  });
}
