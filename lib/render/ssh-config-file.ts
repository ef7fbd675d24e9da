import { type Lab, machines, objectNames } from '../model';
import { loginUser } from './user-data';

/** What ssh needs for a login from this machine. */
export interface SshConfigFiles {
  /** Absolute path of the private key. */
  readonly sshKey: string;
  /** Absolute path of the machines' host keys. */
  readonly knownHosts: string;
  /** Words that join standard input and output with `%h` and `%p`; undefined where this machine reaches the lab by itself. */
  readonly proxyCommand?: readonly string[];
}

/**
 * A part of an ssh_config(5) with a host for each machine, such as `lesson-worker-1`: for editors and other programs that log in by ssh.
 * Students are root on the machines, so nothing of the user's own is offered to them.
 */
export function sshConfig(lab: Lab, { sshKey, knownHosts, proxyCommand }: SshConfigFiles): string {
  const settings = [
    `User ${loginUser}`,
    `IdentityFile ${quotedPath(sshKey)}`,
    'IdentitiesOnly yes',
    'IdentityAgent none',
    `UserKnownHostsFile ${quotedPath(knownHosts)}`,
    'GlobalKnownHostsFile /dev/null',
    'StrictHostKeyChecking yes',
    'UpdateHostKeys no',
    'ForwardAgent no',
    'ForwardX11 no',
    // A person's own ProxyJump would lead elsewhere; with ProxyCommand the first of both counts.
    proxyCommand ? `ProxyCommand ${proxyCommand.map(shellWord).join(' ')}` : 'ProxyCommand none',
  ];
  return machines(lab)
    .map(({ name, address }) =>
      [`Host ${objectNames(lab.name).domain(name)}`, `  HostName ${address}`, ...settings.map((line) => `  ${line}`), ''].join(
        '\n',
      ),
    )
    .join('\n');
}

/** `%` begins a token (ssh_config(5), TOKENS), and blanks end a word. */
const quotedPath = (path: string): string => `"${path.replaceAll('%', '%%')}"`;

/** The command is a shell's; `%h` and `%p` are ssh's own. */
const shellWord = (word: string): string =>
  word === '%h' || word === '%p'
    ? word
    : /^[\w@+=:,./-]+$/.test(word)
      ? word
      : `'${word.replaceAll('%', '%%').replaceAll("'", `'\\''`)}'`;
