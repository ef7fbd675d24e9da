import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../../../host/wait';
import { overlayFolder } from '../../../build/image/root-filesystem';

const script = join(overlayFolder, 'usr/local/lib/lab/clock-after-pause.sh');
const overlay = (path: string): string => readFileSync(join(overlayFolder, path), 'utf8');

describe('what sets the clock forward', () => {
  let folder: string;
  let service: ChildProcess;
  const calls = (): string => (existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '');

  /**
   * Runs the script with a hardware clock that is `ahead` seconds ahead, and with commands that change nothing but are written down.
   * @param helps whether the clock is right when it was set once; default: it is
   */
  function start(ahead: number, { helps = true } = {}): number {
    folder = mkdtempSync(join(tmpdir(), 'clock-after-pause-'));
    const right = Math.floor(Date.now() / 1000) + ahead;
    writeFileSync(join(folder, 'since_epoch'), `${right}\n`);
    for (const name of ['date', 'systemctl']) {
      const agree = name === 'date' && helps ? `echo ${right - ahead} >${folder}/since_epoch\n` : '';
      writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >>${folder}/calls\n${agree}`);
      chmodSync(join(folder, name), 0o755);
    }
    service = spawn('bash', [script, join(folder, 'since_epoch')], { env: { PATH: `${folder}:${process.env.PATH}` } });
    return right;
  }

  const untilRestarted = () =>
    waitFor(async () => ({ value: calls().includes('restart') || undefined, observation: calls() }), {
      ...{ what: 'chrony to be started anew', deadline: 20, interval: 0.1 },
    });

  afterEach(() => {
    service.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  test.each([600, 2 * 86_400])(
    'does it once the hardware clock is %i seconds ahead, and has chrony begin anew at once',
    async (ahead) => {
      const right = start(ahead);
      await untilRestarted();
      expect(calls().split('\n').slice(0, 2)).toEqual([`date --utc --set=@${right}.5`, 'systemctl restart chrony']);
    },
  );

  test('sets it until it is right, five times at most, where its own start took seconds', async () => {
    const right = start(600, { helps: false });
    await untilRestarted();
    const set = `date --utc --set=@${right}.5`;
    expect(calls().split('\n').slice(0, 6)).toEqual([set, set, set, set, set, 'systemctl restart chrony']);
  });

  test.each([
    ['agrees', 0],
    // It falls behind by itself in this test, as it does not go on.
    ['is behind: the clock is never set back', -600],
  ])('does nothing where the hardware clock %s', async (_how, ahead) => {
    start(ahead);
    await sleep(3000);
    expect(calls()).toBe('');
    expect(service.exitCode).toBeNull();
  });

  test('ends, to be started again, where there is no hardware clock', async () => {
    start(0);
    rmSync(join(folder, 'since_epoch'));
    await new Promise((resolve) => service.once('exit', resolve));
    expect(service.exitCode).toBe(1);
  });
});

test('chrony never steps the clock, writes no hardware clock, and asks nobody but the machine’s own servers', () => {
  const directives = overlay('etc/chrony/chrony.conf')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(' ')[0]);
  expect(directives).toEqual(['sourcedir', 'confdir', 'driftfile', 'maxupdateskew', 'maxdrift']);
});
