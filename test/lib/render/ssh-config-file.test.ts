import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveLab } from '../../../lib/model';
import { sshConfig } from '../../../lib/render/ssh-config-file';

const files = { sshKey: '/a lab/100%/ssh', knownHosts: '/a lab/100%/known_hosts' };
const proxyCommand = ['/usr/bin/node', "/a lab's/100%/connect.mjs", '1080', '%h', '%p'];
const folder = mkdtempSync(join(tmpdir(), 'ssh-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What ssh itself makes of it. */
function read(text: string, host: string): Record<string, string> {
  const file = join(folder, 'config');
  writeFileSync(file, text);
  const said = execFileSync('ssh', ['-G', '-F', file, host], { encoding: 'utf8' });
  return Object.fromEntries(said.split('\n').map((line) => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]));
}

test('ssh reads a host for each machine, through the proxy', () => {
  const text = sshConfig(resolveLab(), { ...files, proxyCommand });
  expect([...text.matchAll(/^Host (.*)$/gm)].map(([, name]) => name)).toEqual([
    'lesson-control-plane',
    'lesson-worker-1',
    'lesson-worker-2',
    'lesson-name-server',
  ]);
  expect(read(text, 'lesson-worker-1')).toMatchObject({
    hostname: '192.168.56.31',
    user: 'lab',
    identityfile: '/a lab/100%%/ssh',
    identitiesonly: 'yes',
    stricthostkeychecking: 'true',
    forwardagent: 'no',
    proxycommand: String.raw`/usr/bin/node '/a lab'\''s/100%%/connect.mjs' 1080 %h %p`,
  });
});

test('where this machine reaches the lab by itself, no proxy of the user’s own is taken', () => {
  const text = sshConfig(resolveLab(), files);
  expect(text).toContain('ProxyCommand none');
  expect(read(text, 'lesson-name-server')).toMatchObject({ hostname: '192.168.56.50' });
});

test('another host is not touched', () => {
  expect(read(sshConfig(resolveLab(), files), 'example.com')).toMatchObject({ hostname: 'example.com', identitiesonly: 'no' });
});
