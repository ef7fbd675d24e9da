import { qemuAccount } from '../processes/unprivileged';

/**
 * QEMU's settings for the private daemon alone (/etc/libvirt/qemu.conf has their meanings). QEMU is an account without
 * privileges, in a mount namespace with a /dev of its own.
 */
export const qemuConf = [
  `user = "+${qemuAccount}"`,
  `group = "+${qemuAccount}"`,
  'namespaces = ["mount"]',
  'seccomp_sandbox = 1',
  '# A profile of AppArmor or SELinux would be loaded into the kernel of the host, beside those of its own libvirt.',
  'security_driver = "none"',
  '# The limits are those of the lab as a whole; /sys/fs/cgroup is not visible here.',
  'cgroup_controllers = []',
  '# Consoles are written by the virtlogd of the lab, which limits them.',
  'stdio_handler = "logd"',
  "# The volumes are the lab's alone, so nobody wants them back.",
  'remember_owner = 0',
  'max_core = 0',
  '',
].join('\n');

/** Bytes of a log, and how many full ones are kept of it: what a machine writes to its console takes no more than 8 MiB. */
export const virtlogdConf = [`max_size = ${2 * 1024 ** 2}`, 'max_backups = 3', ''].join('\n');

/** Only root opens the private daemon's sockets, so nothing else has to be asked. */
export const libvirtdConf = [
  'auth_unix_ro = "none"',
  'auth_unix_rw = "none"',
  'unix_sock_ro_perms = "0700"',
  'unix_sock_rw_perms = "0700"',
  'unix_sock_dir = "/run/libvirt"',
  '',
].join('\n');

/** Debian's and Ubuntu's libvirtd do not start without these accounts, even when the settings name others. */
export const accounts: Readonly<Record<'passwd' | 'group', readonly string[]>> = {
  passwd: [`libvirt-qemu:x:${qemuAccount}:65534:libvirt:/nonexistent:/usr/sbin/nologin`],
  group: [`libvirt-qemu:x:${qemuAccount}:`, 'kvm:x:64056:'],
};

/** An account file with the accounts it lacks. */
export function withAccounts(text: string, lines: readonly string[]): string {
  const missing = lines.filter((line) => !new RegExp(`^${line.split(':')[0]}:`, 'm').test(text));
  return [text.replace(/\n?$/, '\n'), ...missing.map((line) => `${line}\n`)].join('');
}
