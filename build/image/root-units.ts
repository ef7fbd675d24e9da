import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../host/run';

/**
 * What systemd starts on every machine. Each process costs 50 to 200 ms of an emulated machine's boot, so whatever no
 * machine of the lab needs is masked. A machine's user data switches its role on: containerd, kubelet and two units of the lab on nodes,
 * named and nginx on the name server.
 */
export const enabledUnits = [
  'chrony.service',
  'clock-after-pause.service',
  'kvm-clock.service',
  'lab-seed.service',
  'measured-clock.service',
  'ssh.service',
  'systemd-networkd.service',
];

/** Installed, and off until a role wants them. */
export const disabledUnits = [
  ...['containerd.service', 'kubelet.service', 'lab-bootstrap.service', 'lab-masquerade.service'],
  ...['named.service', 'nginx.service'],
];

export const maskedUnits = [
  // Done by the kernel's command line, by the hypervisor's random device, or for devices that no machine has.
  ...[
    'kmod-static-nodes.service',
    'systemd-network-generator.service',
    'systemd-random-seed.service',
    'systemd-remount-fs.service',
    'systemd-tmpfiles-setup-dev.service',
  ],
  // Nobody logs in on the console: no account has a password.
  ...[
    'console-getty.service',
    'getty@.service',
    'serial-getty@.service',
    'systemd-ask-password-console.path',
    'systemd-ask-password-wall.path',
  ],
  // A machine lives for a lesson: no package updates, scrubbing, trimming or rotation.
  ...[
    'apt-daily.timer',
    'apt-daily-upgrade.timer',
    'dpkg-db-backup.timer',
    'e2scrub_all.timer',
    'e2scrub_reap.service',
    'fstrim.timer',
  ],
  ...['systemd-tmpfiles-clean.timer', 'systemd-pstore.service'],
  // Hardware and filesystems these machines do not have, or that are mounted where they are used.
  ...['dev-hugepages.mount', 'dev-mqueue.mount', 'proc-sys-fs-binfmt_misc.automount', 'sys-fs-fuse-connections.mount'],
  ...['sys-kernel-config.mount', 'sys-kernel-debug.mount', 'sys-kernel-tracing.mount', 'modprobe@.service'],
  // Work for a first boot or for accounting that was done when the image was built, or that nobody reads.
  ...['systemd-binfmt.service', 'systemd-firstboot.service', 'systemd-initctl.socket', 'systemd-journald-audit.socket'],
  ...['systemd-pcrphase.service', 'systemd-pcrphase-sysinit.service', 'systemd-repart.service', 'systemd-sysusers.service'],
  ...['systemd-update-utmp.service', 'systemd-update-utmp-runlevel.service'],
];

/** Programs systemd runs at boot and again at every `systemctl enable`. Only the one that reads fstab has something to do here. */
export const maskedGenerators = [
  ...['systemd-bless-boot-generator', 'systemd-cryptsetup-generator', 'systemd-debug-generator'],
  ...[
    'systemd-getty-generator',
    'systemd-gpt-auto-generator',
    'systemd-hibernate-resume-generator',
    'systemd-integritysetup-generator',
  ],
  ...['systemd-rc-local-generator', 'systemd-run-generator', 'systemd-system-update-generator', 'systemd-sysv-generator'],
  ...['systemd-veritysetup-generator'],
];

/** Does all this in a machine's root filesystem, with that system's own systemctl. */
export async function setUnits(root: string): Promise<void> {
  const systemctl = (command: string, units: readonly string[]) => run('chroot', [root, 'systemctl', command, ...units]);
  await systemctl('disable', disabledUnits);
  await systemctl('enable', enabledUnits);
  await systemctl('mask', maskedUnits);
  await systemctl('set-default', ['multi-user.target']);
  mask(root, 'etc/systemd/system-generators', maskedGenerators);
}

function mask(root: string, folder: string, names: readonly string[]): void {
  mkdirSync(join(root, folder), { recursive: true });
  for (const name of names) symlinkSync('/dev/null', join(root, folder, name));
}
