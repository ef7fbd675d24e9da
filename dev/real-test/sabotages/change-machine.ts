import type { Machine } from '../../../lib/model';
import type { Step } from '../../../lib/claims';
import type { Change } from './sabotage';

/** What a sabotage keeps on a machine until its repair. Root alone reads it. */
export const keptFolder = '/var/lib/lab/sabotage';

export const onMachine = ({ name }: Pick<Machine, 'name'>, script: string): Step => ({ machine: name, script });

/** A script that breaks, and one that repairs. */
export const scripts = (machine: Machine, broken: string, repaired: string): Change => ({
  break: [onMachine(machine, broken)],
  repair: [onMachine(machine, repaired)],
});

/**
 * A file changed by sed, and brought back as it was.
 * @param expression for sed, without single quotes
 * @param then makes the change known to those that read the file, both times
 */
export function editedFile(machine: Machine, path: string, expression: string, then = ':'): Change {
  const kept = `${keptFolder}/${path.slice(1).replaceAll('/', '-')}`;
  return scripts(
    machine,
    // Written into the file that is there, so that owner and mode stay, and no other file lies beside it for a moment.
    `install -d -m 0700 ${keptFolder}
[ -e ${kept} ] || cp -a ${path} ${kept}
sed '${expression}' ${kept} >${path}
${then}`,
    `if [ -e ${kept} ]; then cat ${kept} >${path}; rm ${kept}; fi
${then}`,
  );
}

/** One rule of iptables, before all others of its chain. */
export interface FirewallRule {
  /** Default: filter. */
  readonly table?: 'filter' | 'mangle' | 'nat';
  readonly chain: 'FORWARD' | 'INPUT' | 'LAB-MASQUERADE' | 'OUTPUT' | 'PREROUTING';
  /** The match and the target: `-p udp --dport 53 -j DROP`. */
  readonly rule: string;
}

export function firewallRule(machine: Machine, { table = 'filter', chain, rule }: FirewallRule): Change {
  const iptables = (verb: string) => `iptables -w -t ${table} ${verb} ${chain} ${rule}`;
  const remove = `while ${iptables('-D')} 2>/dev/null; do :; done`;
  return scripts(machine, `${remove}\n${iptables('-I')}`, remove);
}

/** Units that do not start with the next boot; now they go on. */
export const notAtBoot = (machine: Machine, unit: string): Change =>
  scripts(machine, `systemctl disable ${unit}`, `systemctl enable ${unit}`);

export const stopped = (machine: Machine, unit: string): Change =>
  scripts(machine, `systemctl stop ${unit}`, `systemctl start ${unit}`);

/** Every process of this name stands still: it is there, and does nothing. It is not looked for on machines where it is not. */
export const frozen = (machine: Machine, program: string): Change =>
  scripts(machine, `pkill -STOP -x ${program} || true`, `pkill -CONT -x ${program} || true`);

export const sysctl = (machine: Machine, key: string, values: { readonly broken: number; readonly right: number }): Change =>
  scripts(machine, `sysctl -qw ${key}=${values.broken}`, `sysctl -qw ${key}=${values.right}`);
