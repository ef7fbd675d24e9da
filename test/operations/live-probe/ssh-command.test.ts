import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sshCommand } from '../../../operations/live-probe/ssh-command';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-ssh-'));
  writeFileSync(join(folder, 'ssh'), '');
  writeFileSync(join(folder, 'hostile'), hostile);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a teacher may have for other machines, and what an attacker would like to. */
const hostile = `Host *
  ForwardAgent yes
  ForwardX11 yes
  ForwardX11Trusted yes
  ProxyCommand touch /tmp/proxied
  PermitLocalCommand yes
  LocalCommand touch /tmp/local
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  GlobalKnownHostsFile /etc/hosts
  IdentityFile ~/.ssh/id_ed25519
  IdentitiesOnly no
  IdentityAgent SSH_AUTH_SOCK
  LocalForward 8080 localhost:80
  UpdateHostKeys yes
  VerifyHostKeyDNS yes
`;

const command = (settings: readonly string[] = []) =>
  sshCommand({ sshKey: join(folder, 'ssh'), knownHosts: join(folder, 'known_hosts') }, '192.0.2.1', settings);

/** What ssh makes of a command line, by its own account; nothing is connected to. */
function understood([program, ...args]: readonly string[]): Record<string, string[]> {
  const lines = execFileSync(program!, ['-G', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .trim()
    .split('\n');
  const settings: Record<string, string[]> = {};
  for (const line of lines) {
    const [name, ...value] = line.split(' ');
    (settings[name!] ??= []).push(value.join(' '));
  }
  return settings;
}

const expectStrict = (settings: Record<string, string[]>) => {
  expect(settings).toMatchObject({
    user: ['lab'],
    hostname: ['192.0.2.1'],
    forwardagent: ['no'],
    forwardx11: ['no'],
    permitlocalcommand: ['no'],
    stricthostkeychecking: ['true'],
    userknownhostsfile: [join(folder, 'known_hosts')],
    globalknownhostsfile: ['/dev/null'],
    identitiesonly: ['yes'],
    identityagent: ['none'],
    clearallforwardings: ['yes'],
    updatehostkeys: ['false'],
    verifyhostkeydns: ['false'],
    preferredauthentications: ['publickey'],
  });
  expect(settings.identityfile![0]).toBe(join(folder, 'ssh'));
  expect(settings.proxycommand ?? ['none']).toEqual(['none']);
  expect(settings.proxyjump).toBeUndefined();
};

test('a hostile configuration does what it is meant to where it is obeyed', () => {
  const settings = understood(['ssh', '-F', join(folder, 'hostile'), '192.0.2.1']);
  expect(settings).toMatchObject({ forwardagent: ['yes'], proxycommand: ['touch /tmp/proxied'], permitlocalcommand: ['yes'] });
});

test('no configuration is read', () => {
  expect(command().slice(0, 3)).toEqual(['ssh', '-F', 'none']);
  expectStrict(understood(command()));
});

test('each setting is said, so that a configuration could change none of them', () => {
  expectStrict(understood(command().map((word) => (word === 'none' ? join(folder, 'hostile') : word))));
});

test('a person may be asked, a program not', () => {
  expect(understood(command()).batchmode).toEqual(['no']);
  expect(understood(command(['BatchMode=yes'])).batchmode).toEqual(['yes']);
});

test('a command that begins with a hyphen is the machine’s, not ssh’s', () => {
  expect(understood([...command(), '-A', '-o', 'ProxyCommand=touch /tmp/x']).forwardagent).toEqual(['no']);
});
