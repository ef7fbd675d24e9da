import { table } from '../../lib/report';
import { printableText } from '../../lib/report/printable';
import type { LabStatus } from '../../operations/status';

/** `./lab status` for people. */
export function statusText(status: LabStatus): string {
  if (!status.built) return `The lab "${status.lab}" has not been built. ./lab up builds it.`;
  const { lab, hypervisor, running, machines, pods, restarts, endingCertificates } = status;
  const rows = machines.map(({ name, role, address, machine, node }) => [name, role, address, machine, node]);
  return [
    `lab ${lab} · ${hypervisor} hypervisor ${running ? 'running' : 'not running'}`,
    '',
    table(['machine', 'role', 'address', 'state', 'node'], rows),
    '',
    printableText(pods),
    ...(restarts.length > 0 ? [`restarted: ${restarts.join(', ')}`] : []),
    ...endingCertificates.map(({ warning }) => `warning: ${warning}`),
  ].join('\n');
}
