import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { labError } from '../../host/user-error';
import { labPathsOf } from '../../hypervisor/port/lab-paths';
import { isCommand } from '../../hypervisor/processes/lab-programs';
import { commandLine, processesIn } from '../../hypervisor/processes/processes';
import { table } from '../../lib/report';
import type { Context } from '../../operations/context';

/** The lab's programs that are root's: libvirt makes networks and machines, and virtlogd holds the consoles for it. */
const ofRoot = ['libvirtd', 'virtlogd'];

/** The one capability that an ordinary account of the lab may have: CAP_NET_BIND_SERVICE and what dnsmasq needs (capability.h). */
const harmless = 1n << 10n;

/** Tells who each process of the running lab is and what it may do; none but libvirt's own is root or has a privilege. */
export async function expectConfinement({ lab, progress }: Context): Promise<void> {
  const namespaces = Object.values(labPathsOf(lab.name).namespaces);
  const pids = (await Promise.all(namespaces.map(processesIn))).flat().filter((pid) => !isCommand(commandLine(pid)));
  const rows = pids.map((pid) => {
    const words = commandLine(pid);
    const status = (key: string) =>
      new RegExp(`^${key}:\\s+(\\S+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
    const guest = words.find((word) => word.startsWith('guest='))?.replace(/^guest=([^,]*).*/, '$1') ?? '';
    return [basename(words[0] ?? ''), guest, status('Uid'), status('CapEff'), status('NoNewPrivs'), status('Seccomp')];
  });
  progress.note(table(['program', 'machine', 'uid', 'capabilities', 'no new privileges', 'seccomp'], rows));
  const privileged = rows.filter(
    ([program, , uid, capabilities]) =>
      !ofRoot.includes(program!) && program !== 'dnsmasq' && (uid === '0' || (BigInt(`0x${capabilities}`) & ~harmless) !== 0n),
  );
  if (privileged.length > 0)
    throw labError(`these programs have privileges:\n${privileged.map((row) => row.join(' ')).join('\n')}`);
}
