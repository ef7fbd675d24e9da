import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { labError } from '../../host/user-error';
import { orphansOf } from '../../host/orphans';
import { labStateDir, projectRoot } from '../../host/paths';
import { run } from '../../host/run';
import { waitFor } from '../../host/wait';
import type { Context } from '../../operations/context';

const definition = join(projectRoot, 'examples', 'one-worker.yaml');
const name = 'one-worker';
const lab = join(projectRoot, 'lab');

/** How often each of the two commands is killed. */
const kills = 10;
/** Seconds within which the moment lies: of a whole `up` the time until the machines boot, of `down` nearly all. */
const span = { up: 75, down: 8 } as const;

/** What one kill led to. */
export interface Killed {
  readonly command: string;
  /** Seconds after the start. */
  readonly moment: number;
  /** What the command had said last. */
  readonly step: string;
  /** Seconds until nothing that it had started was left. */
  readonly livedOn: number;
  /** Exit status where it had ended before. */
  readonly ended?: number;
}

/**
 * Kills `up` and `down` at random moments, the next one beginning with what the last one left. No child goes on alone, the lab is built in
 * the end, and nothing is left of it after the last `down`.
 */
export async function testKillMoments({ progress }: Context): Promise<void> {
  const told = (killed: Killed) => progress.note(describe(killed));
  for (let round = 1; round <= kills; round += 1) {
    await progress.step(`kill -9 of up, ${round} of ${kills}`, async () =>
      told(await killAt(['--config', definition, 'up', '--cold', '--no-ready'], Math.random() * span.up)),
    );
    await progress.step(`kill -9 of down, ${round} of ${kills}`, async () =>
      told(await killAt(['down', name], Math.random() * span.down)),
    );
    // Every other time the next up goes on with what is there.
    if (round % 2 === 0) await progress.step('down after it', () => run(lab, ['down', name]));
  }
  await progress.step('up after all kills', () => run(lab, ['--config', definition, 'up', '--cold', '--no-ready']));
  await progress.step('its claims', () => run(lab, ['--lab', name, 'verify', '--only', 'nodes', 'cluster-ip', 'load-balancer']));
  await progress.step('down after all kills', () => run(lab, ['down', name]));
}

/** Starts `./lab`, kills it at its moment, and waits until nothing that it had started is left. */
async function killAt(args: readonly string[], seconds: number, program: string = lab): Promise<Killed> {
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said = `${said}${String(data)}`.slice(-2000)));
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  const code = await ended;
  clearTimeout(timer);
  const killed = Date.now();
  await waitFor(
    async () => {
      const left = orphansOf(labStateDir(name));
      return { value: left.length === 0 ? true : undefined, observation: left.map(({ command }) => command).join('; ') };
    },
    { what: `what ./lab ${args.join(' ')} had started to end`, deadline: 180, interval: 0.1 },
  );
  // After a kill each command goes on with what is there: none fails.
  if (code) throw labError(`./lab ${args.join(' ')} ended with ${code} after ${seconds.toFixed(1)} s:\n${said}`);
  const step = said.trim().split('\n').at(-1)?.trim() ?? '';
  return {
    command: args.find((word) => ['up', 'down'].includes(word))!,
    moment: seconds,
    step,
    livedOn: (Date.now() - killed) / 1000,
    ended: code ?? undefined,
  };
}

const describe = ({ command, moment, step, livedOn, ended }: Killed): string =>
  ended === undefined
    ? `${command} killed after ${moment.toFixed(1)} s at "${step}"; nothing of it ran ${livedOn.toFixed(1)} s later`
    : `${command} had ended with ${ended} before ${moment.toFixed(1)} s: "${step}"`;
