import { table } from '../../lib/report';
import type { LabDiff } from '../../operations/diff';
import { describeMachines } from '../../operations/machine-changes';

/** `./lab diff` for people. */
export function diffText({ machines, changes }: Pick<LabDiff, 'machines' | 'changes'>): string {
  const all = Object.entries(changes).flatMap(([stack, found]) => found.map((change) => ({ stack, ...change })));
  if (all.length === 0) return 'The lab is as its definition says: nothing to do.';
  const rows = all.map(({ stack, type, name, action }) => [stack, action, kindOf(type), name]);
  return [...describeMachines(machines), '', table(['stack', 'action', 'object', 'name'], rows)].join('\n');
}

/** `libvirt_domain` is a machine to everybody but libvirt; `kubernetes_service` a service. */
const kindOf = (type: string): string =>
  type === 'libvirt_domain' ? 'machine' : type.replace(/^(kubernetes|libvirt|kubectl)_/, '').replaceAll('_', ' ');
