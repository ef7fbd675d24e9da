import { environmentError } from '../../host/user-error';
import { libvirtAnswers } from '../libvirt/virsh';

/** Seconds that a libvirt at the other end of an SSH connection has for its first answer. */
export const secondsToAnswer = 30;

/** @throws an environment fault with what virsh said. */
export async function requireAnswer(uri: string): Promise<void> {
  if (new URL(uri).pathname.endsWith('/session')) {
    throw environmentError(`${uri} is a session libvirt, which cannot make networks`, {
      remedy: 'use a system libvirt: LAB_HYPERVISOR=qemu:///system',
    });
  }
  const { answers, said } = await libvirtAnswers(uri, secondsToAnswer);
  if (!answers) throw environmentError(`no libvirt answers at ${uri}:\n${said}`, { remedy: connectionRemedy(uri) });
}

function connectionRemedy(uri: string): string {
  const { host } = new URL(uri);
  const own = 'or let the lab bring its own: sudo env LAB_HYPERVISOR=embedded ./lab up';
  if (host) return `check that "virsh -c '${uri}' list" works (the name, the key, the daemon over there), ${own}`;
  return `is libvirtd running (systemctl status libvirtd), and are you in the group libvirt (sudo usermod -aG libvirt $USER, then log in again)? ${own}`;
}
