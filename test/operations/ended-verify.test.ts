import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenChanges } from '../../operations/lab-folder/open-changes';
import { projectRoot } from '../../host/paths';
import { waitFor } from '../../host/wait';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

/** Stands for the lab: BIND runs unless the file `stopped` is there; a question from a pod takes longer than the test. */
const lab = (folder: string) => `#!/bin/sh
cd ${folder}
case "$*" in
  *'systemctl stop named'*) touch stopped ;;
  *'systemctl start named'*) sleep 0.5; rm -f stopped ;;
  *'is-active named'*) if [ -e stopped ]; then echo inactive; exit 3; fi; echo active ;;
  *'get pods'*) echo toolbox ;;
  *' dig '*) echo $$ >question; exec sleep 60 ;;
esac
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ended-verify-'));
  writeFileSync(join(folder, 'lab'), lab(folder));
  chmodSync(join(folder, 'lab'), 0o755);
});
afterEach(() => {
  // A killed verify leaves its question behind.
  try {
    process.kill(Number(readFileSync(join(folder, 'question'), 'utf8')), 'SIGKILL');
  } catch {
    // It has ended.
  }
  rmSync(folder, { recursive: true });
});

const isThere = (name: string) => existsSync(join(folder, name));
const leftovers = () => new OpenChanges({ stateDir: folder }).leftovers().map(({ change }) => change);

function start(what: 'verify' | 'repair'): { child: ChildProcess; ended: Promise<unknown[]>; said: () => string } {
  const argv = ['--import', 'tsx', 'test/operations/ended-verify.fixture.ts', folder, what];
  const child = spawn(process.execPath, argv, { cwd: projectRoot, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return { child, ended: once(child, 'exit'), said: () => said };
}

/** A verify that has stopped the name server and is asking a pod. */
async function startVerify() {
  const started = start('verify');
  const look = async () => ({ value: isThere('question') || undefined, observation: started.said() });
  await waitFor(look, { what: 'a question without the name server', deadline: 60, interval: 0.1 });
  expect(isThere('stopped')).toBe(true);
  expect(leftovers()).toEqual([{ kind: 'name-server-stopped', machine: 'name-server' }]);
  return started;
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the looking at once, and not the repair', async (signal) => {
  const { child, ended, said } = await startVerify();
  child.kill(signal);
  expect(await ended).toEqual([130, null]);
  expect(said()).toMatch(/stopping… .*\n.*repairing what was changed.*\ninterrupted; /);
  expect(isThere('stopped')).toBe(false);
  expect(leftovers()).toEqual([]);
});

test('SIGKILL leaves a record, by which another process repairs the lab', async () => {
  const { child, ended } = await startVerify();
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(isThere('stopped')).toBe(true);
  expect(leftovers()).toHaveLength(1);
  expect(await start('repair').ended).toEqual([0, null]);
  expect(isThere('stopped')).toBe(false);
});
