/**
 * The number of the account and of the group that Debian and Ubuntu keep for QEMU, `libvirt-qemu`
 * (/usr/share/doc/base-passwd/users-and-groups.txt.gz). Nobody else has it on other systems.
 */
export const qemuAccount = 64055;

/** The number of the account and of the group that may do nothing: `nobody`, `nogroup`. */
const nobody = 65534;

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Words of setpriv(1) that run `argv` without a single capability, now or later. Root is then an account like any other. */
export const withoutCapabilities = (argv: readonly string[]): readonly string[] => [
  ...['--inh-caps=-all', '--ambient-caps=-all', '--bounding-set=-all', '--no-new-privs'],
  ...argv,
];

/**
 * The command that runs `argv` as an account without a single privilege, now or later, and with nothing of this program's
 * environment (setpriv(1)). It is for the programs that answer to the lab's machines.
 */
export const asNobody = (argv: readonly string[]): readonly string[] => [
  ...['env', '-i', `PATH=${path}`],
  ...['setpriv', '--reuid', String(nobody), '--regid', String(nobody), '--clear-groups'],
  ...withoutCapabilities(argv),
];
