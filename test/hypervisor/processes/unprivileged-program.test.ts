import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unprivilegedProgram } from '../../../hypervisor/processes/unprivileged-program';

const internet = mkdtempSync(join(tmpdir(), 'unprivileged-'));
afterAll(() => rmSync(internet, { recursive: true }));

test('a program is laid over a file that an account without privileges can reach, and has no other variables', () => {
  const words = unprivilegedProgram({ internet, cgroup: 'no-such-group' }, 'lab-x-lan', {
    program: '/root/my node/node',
    args: ['/run/x/a b.mjs'],
    env: { NODE_CHANNEL_FD: '3' },
  });
  expect(words.slice(0, 6)).toEqual(['ip', 'netns', 'exec', 'lab-x-lan', 'sh', '-c']);
  const [first, mount, run] = words[6]!.split('\n');
  expect([first, mount]).toEqual(['set -e', `mount --bind '/root/my node/node' ${internet}/node`]);
  expect(run).toMatch(
    /^exec env -i PATH=\S+ setpriv --reuid 65534 --regid 65534 --clear-groups .*--bounding-set=-all --no-new-privs /,
  );
  expect(run!.endsWith(` env NODE_CHANNEL_FD=3 ${internet}/node '/run/x/a b.mjs'`)).toBe(true);
  expect(existsSync(join(internet, 'node'))).toBe(true);
});
