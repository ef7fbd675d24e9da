import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { tailOf } from '../host/log-file';
import type { Hypervisor } from '../hypervisor';

/** The last thing a machine wrote to its serial console, for progress while it boots. Empty when there is no log. */
export function lastConsoleLine(hypervisor: Pick<Hypervisor, 'consoleLogs'>, machine: string): string {
  const file = hypervisor.consoleLogs().find((log) => basename(log) === `${machine}.log`);
  return file ? (consoleTail(file, 1)[0] ?? '') : '';
}

/** Bytes: a machine decides how long its log and the lines in it are. */
const readAtMost = 64 * 1024;

/** The last lines of a console log, without the colours and the timestamps. */
export function consoleTail(file: string, count: number): string[] {
  if (!existsSync(file)) return [];
  return plainLines(tailOf(file, readAtMost)).slice(-count);
}

export function plainLines(text: string): string[] {
  // eslint-disable-next-line no-control-regex -- terminal escapes begin with a control character
  const escapes = /\u001b\[[0-9;?]*[A-Za-z]|\u001b[()][A-Z0-9]|\r/g;
  return text
    .replace(escapes, '')
    .split('\n')
    .map((line) => line.replace(/^\[\s*\d+\.\d+\]\s*/, '').trim())
    .filter((line) => line !== '');
}
