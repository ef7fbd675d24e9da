import { table } from '../../lib/report';
import type { ListedLab } from '../../operations/list';

/** `./lab list` for people. */
export function listTable(labs: readonly ListedLab[]): string {
  if (labs.length === 0) return 'There is no lab. ./lab up builds one.';
  const rows = labs.map(({ name, state, network = '', machines = '', hypervisor = '', checkout, fault }) => [
    name,
    [state, checkout ?? fault].filter(Boolean).join(': '),
    network,
    String(machines),
    hypervisor,
  ]);
  return table(['lab', 'state', 'network', 'machines', 'hypervisor'], rows);
}
