import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../../host/wait';

const root = join(__dirname, '..', '..');
jest.setTimeout(60_000);

/** Starts the program, and tells once its child runs. */
async function start(kind: string) {
  const program = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'programs', 'parent.ts'), kind], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  program.stdout.on('data', (data) => (said += String(data)));
  const ended = new Promise<number | null>((resolve) => program.on('exit', (code) => resolve(code)));
  const child = await waitFor(async () => ({ value: /child (\d+)/.exec(said)?.[1], observation: said }), {
    what: 'the child',
    deadline: 30,
    interval: 0.05,
  });
  return { program, ended, child: Number(child), said: () => said };
}

/** Dead, or a corpse that nobody has fetched. */
const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

const untilGone = (pid: number) =>
  waitFor(async () => ({ value: isAlive(pid) ? undefined : true, observation: `${pid} runs` }), {
    what: 'the child to end',
    deadline: 15,
    interval: 0.05,
  });

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGKILL'] as const)('no child goes on alone after %s', async (signal) => {
  const { program, ended, child } = await start('plain');
  program.kill(signal);
  expect(await ended).toBe(signal === 'SIGKILL' ? null : 130);
  await untilGone(child);
});

test('a second Ctrl-C ends the program and a child that does not want to end', async () => {
  const { program, ended, child } = await start('stubborn');
  program.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 300));
  program.kill('SIGINT');
  expect(await ended).toBe(130);
  await untilGone(child);
});

test('what puts things back is not ended by the signal that ended the look', async () => {
  const { program, ended, said } = await start('repairing');
  program.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said()).toContain('repaired');
});
