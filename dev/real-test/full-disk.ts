import { join } from 'node:path';
import { labError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { tryRun } from '../../host/run';
import type { Context } from '../../operations/context';

const lab = join(projectRoot, 'lab');
const definition = join(projectRoot, 'examples', 'one-worker.yaml');
const labs = join(projectRoot, '.lab');
const state = join(labs, 'one-worker');

/** When the disk gets full: a condition of the shell, true once the moment has come. */
const moments = {
  'while the lab keeps its first files': `[ -e '${state}/identity.json' ]`,
  'while Terraform writes the disks': `[ -n "$(find '${state}/storage' -name '*.qcow2' 2>/dev/null)" ]`,
  'while the machines boot': `[ "$(cat '${state}'/consoles/*.log 2>/dev/null | wc -c)" -gt 20000 ]`,
} as const;

/** `up` on a disk that gets full ends with a message that says so; `down` works on the full disk and leaves nothing. */
export async function testFullDisk({ progress }: Context): Promise<void> {
  for (const [when, moment] of Object.entries(moments)) {
    await progress.step(`The disk gets full ${when}`, async () => {
      // In a mount namespace of its own, so that this machine sees no mount.
      const { stdout, stderr } = await tryRun('unshare', ['--mount', 'bash', '-c', script(moment)]);
      const [, up, down] = /^up (\d+), down (\d+)$/m.exec(stdout) ?? [];
      const said = /^error: .*$/m.exec(stderr)?.[0] ?? 'up said nothing';
      progress.note(`full ${when}: up ended with ${up}, down with ${down}; ${said}`);
      const isTold = /disk is full|No space left|no space left|ENOSPC|I\/O error/.test(stderr);
      if (/PRIVATE KEY|user_data/.test(`${stdout}\n${stderr}`)) throw labError(`secrets were printed on a full disk, ${when}`);
      if (up === '0' || down !== '0' || !isTold || /fault of the program itself/.test(stderr))
        throw labError(`the disk got full ${when}; up ended with ${up}, down with ${down}:\n${stdout}\n${stderr}`);
    });
  }
}

/**
 * All labs of this checkout lie on a disk in memory. It is large at first, and at the moment it shrinks to what it holds. The check
 * before `up` finds room, and nothing need be written to fill it. Where more was written meanwhile, it is shrunk again.
 */
const script = (moment: string): string => `
mkdir -p '${labs}' && mount -t tmpfs -o size=16g,mode=0755 tmpfs '${labs}' || exit 1
timeout --signal=INT --kill-after=120 900 '${lab}' --config '${definition}' up & up=$!
n=0; until ${moment} || ! kill -0 $up 2>/dev/null || [ $n -gt 3000 ]; do sleep 0.1; n=$((n + 1)); done
full() { mount -o remount,size="$(df --output=used -k '${labs}' | tail -n 1 | tr -d ' ')k" '${labs}'; }
m=0; until full || [ $m -gt 200 ]; do sleep 0.05; m=$((m + 1)); done
[ $m -le 200 ] || echo 'the disk did not get full'
wait $up; up=$?
'${lab}' down one-worker; down=$?
umount '${labs}'
echo "up $up, down $down"`;
