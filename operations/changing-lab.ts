import { existsSync } from 'node:fs';
import { locked } from '../host/lock';
import { changeMark, endOrphans } from '../host/orphans';
import { lockFile } from '../host/paths';
import type { Context } from './context';

/**
 * Runs a command that changes a lab: alone, and after what a killed command of this lab may have left running has ended.
 * @param command its name, for those who have to wait
 */
export async function changingLab<T>(context: Context, command: string, work: () => Promise<T>): Promise<T> {
  const { lab, stateDir, progress } = context;
  // Who may not even make the folder of sockets can remove nothing, and finds out from the command itself.
  if (command === 'down' && !existsSync(stateDir)) return work();
  return locked(lockFile(lab.name), `the lab "${lab.name}"`, `./lab ${command}`, async () => {
    process.env[changeMark] = stateDir;
    let told = '';
    await endOrphans(stateDir, (text) => {
      if (text !== told) progress.note(`waiting for what an ended command has begun: ${text}`);
      told = text;
    });
    return work();
  });
}
