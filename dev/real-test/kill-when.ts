import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { labError } from '../../host/user-error';
import { pasteable } from '../../host/shell';
import { type Look, type WaitOptions, waitFor } from '../../host/wait';

export interface Moment extends Pick<WaitOptions, 'what' | 'deadline'> {
  /** Seconds between looks, in which the command goes on. Default: 0.2. */
  readonly interval?: number;
  look(): Promise<Look<true>>;
}

/**
 * Starts a command and ends it with SIGKILL at a moment. It stands still (SIGSTOP) while the moment is looked for, so that the moment
 * cannot pass meanwhile. Only the command itself is stopped and killed: what becomes of its children is its own affair.
 * @throws a lab fault when it ends before, or the moment does not come. Nothing runs on either way.
 */
export async function killWhen([file, ...args]: readonly [string, ...string[]], moment: Moment): Promise<void> {
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let isOver = false;
  ended.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  const look = async (): Promise<Look<true>> => {
    if (isOver) throw labError(`${pasteable(file, args)} ended before its time, waiting for ${moment.what}:\n${said}`);
    child.kill('SIGSTOP');
    const seen = await moment.look();
    if (!seen.value) child.kill('SIGCONT');
    return seen;
  };
  try {
    await waitFor(look, { interval: 0.2, ...moment });
  } finally {
    child.kill('SIGKILL');
  }
  const [status, signal] = await ended;
  if (signal !== 'SIGKILL') throw labError(`${pasteable(file, args)} ended by itself with ${status ?? signal}:\n${said}`);
}
