import { loginUser } from '../../lib/render/user-data';

/** What a login to a machine of the lab needs: the two files of the lab's secrets. */
export interface SshFiles {
  /** Path of the private key of the account students log in with. */
  readonly sshKey: string;
  /** Path of the machines' host keys. */
  readonly knownHosts: string;
}

/**
 * Who is logged in to is root's own lab, where students are root: nothing of the user's own leads elsewhere, goes along, or is
 * offered to them. Each setting is said although `-F none` leaves it at its default (ssh_config(5)).
 */
const strict = [
  'StrictHostKeyChecking=yes',
  'GlobalKnownHostsFile=/dev/null',
  // A machine cannot add keys to those that are known.
  'UpdateHostKeys=no',
  'VerifyHostKeyDNS=no',
  'IdentitiesOnly=yes',
  'IdentityAgent=none',
  // No password is asked for, and none can be given to a machine.
  'PreferredAuthentications=publickey',
  'ProxyCommand=none',
  'ProxyJump=none',
  'PermitLocalCommand=no',
  'ClearAllForwardings=yes',
  'LogLevel=ERROR',
];

/** The beginning of an ssh command line to a machine; what follows is what the machine's shell reads. */
export function sshCommand(
  files: SshFiles,
  address: string,
  settings: readonly string[] = [],
  flags: readonly string[] = [],
): string[] {
  const options = [`UserKnownHostsFile=${files.knownHosts}`, ...strict, ...settings].flatMap((setting) => ['-o', setting]);
  // -a -x: neither the user's agent nor the screen. --: a command that begins with a hyphen is no option.
  return ['ssh', '-F', 'none', '-a', '-x', '-i', files.sshKey, ...options, ...flags, '--', `${loginUser}@${address}`];
}
