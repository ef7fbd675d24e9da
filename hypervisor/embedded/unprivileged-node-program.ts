import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { prepareServerFolder, publish } from '../internet/servers';
import type { LabPaths } from '../port/lab-paths';
import { unprivilegedProgram } from '../processes/unprivileged-program';

/**
 * The command that runs a program of this project in Node.js in a network namespace of the lab, as an account without privileges.
 * @param program absolute path of a file that imports nothing but Node.js' own modules
 */
export function unprivilegedNodeProgram(paths: LabPaths, namespace: string, program: string, args: readonly string[]) {
  const file = basename(program);
  prepareServerFolder(paths);
  publish(paths, { [file]: readFileSync(program, 'utf8') });
  return unprivilegedProgram(paths, namespace, {
    program: process.execPath,
    args: [join(paths.internet, file), ...args],
    // Node.js finds its channel for messages by this variable.
    env: { NODE_CHANNEL_FD: '3' },
  });
}
