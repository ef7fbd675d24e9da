import { chmodSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../host/run';
import { type Lab, machines } from '../../lib/model';
import { hostKeyName } from '../../lib/render';

/** Makes an SSH key without a passphrase: the private half at `path`, the public one beside it as `path.pub`. */
export async function makeSshKey(path: string, comment: string): Promise<void> {
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', path], {
    errorKind: 'environment',
    remedy: 'ssh-keygen is in the Debian package openssh-client',
  });
  chmodSync(path, 0o600);
  chmodSync(`${path}.pub`, 0o600);
}

/**
 * Makes the SSH host keys that machines of the definition lack, so that Terraform can plan them. Those of machines that are
 * gone stay: a definition that is changed back finds its machines as they were.
 */
export async function ensureHostKeys(lab: Lab, folder: string): Promise<void> {
  for (const { name } of machines(lab)) {
    const [key, publicKey] = [join(folder, hostKeyName(name, 'key')), join(folder, hostKeyName(name, 'pub'))];
    if (existsSync(key) && existsSync(publicKey)) continue;
    const unfinished = join(folder, '.unfinished');
    for (const left of [unfinished, `${unfinished}.pub`]) rmSync(left, { force: true });
    await makeSshKey(unfinished, `${name}@${lab.name}`);
    renameSync(`${unfinished}.pub`, publicKey);
    renameSync(unfinished, key);
  }
}

/** Removes the one host key that all machines of a lab of an earlier version share; they are made anew with their own. */
export function forgetSharedHostKey(folder: string): void {
  for (const name of ['ssh-host.key', 'ssh-host.pub']) rmSync(join(folder, name), { force: true });
}

/** The machines' host keys, by name and by address (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export function knownHosts(lab: Lab, folder: string): string {
  const hostKey = (name: string) => withoutComment(readFileSync(join(folder, hostKeyName(name, 'pub')), 'utf8'));
  return machines(lab)
    .map(({ name, address }) => `${name},${address} ${hostKey(name)}\n`)
    .join('');
}

const withoutComment = (publicKey: string): string => publicKey.split(' ').slice(0, 2).join(' ');
