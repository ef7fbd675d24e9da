import { inGib } from '../../host/disk-space';
import { type Capacity, type CapacityLimit, type Resource } from '../../lib/capacity';
import { table } from '../../lib/report';
import type { HostCapacity } from '../../operations/capacity';

/** `./lab capacity` for people. */
export function capacityText({ room, capacities }: HostCapacity): string {
  const rows = capacities.flatMap(({ begin, limits }) => limits.map((limit) => [beginWords[begin], ...cellsOf(limit)]));
  return [
    `One machine with ${room.acceleration === 'kvm' ? 'KVM' : 'software emulation'}, beside what runs on it now:`,
    table(['a lab', 'needs of', 'each', 'there is', 'labs', 'why'], rows),
    capacities.map(verdict).join('\n'),
  ].join('\n\n');
}

const beginWords = { cold: 'built anew', ready: 'from a ready lab' } as const;

const cellsOf = ({ resource, perLab, available, labs, why }: CapacityLimit): string[] => [
  resource,
  perLab === undefined ? '?' : amount(resource, perLab),
  amount(resource, available),
  labs === undefined ? '?' : String(labs),
  why,
];

const amount = (resource: Resource, value: number): string =>
  resource === 'processors' ? value.toFixed(2) : value >= 1024 ? inGib(value * 2 ** 20) : `${Math.round(value)} MiB`;

function verdict({ begin, labs, because }: Capacity): string {
  const count = labs === 0 ? 'No further lab' : labs === 1 ? 'One lab' : `${labs} labs`;
  return `${count} ${beginWords[begin]} at once: ${because} ${because === 'processors' ? 'end' : 'ends'} first.`;
}
