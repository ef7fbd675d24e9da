import type { Begin, BenchRecord } from '../bench';
import type { Lab } from '../model';
import { type Need, needsOf, type Resource } from './needs';

/** What a machine has left for labs. */
export interface HostRoom {
  readonly memoryMiB: number;
  readonly diskMiB: number;
  /** Processors that nothing else uses; not a whole number. */
  readonly processors: number;
  readonly acceleration: 'kvm' | 'emulation';
}

/** How many labs one resource carries. */
export interface CapacityLimit extends Need {
  readonly available: number;
  /** Undefined where it is not known what a lab needs. */
  readonly labs?: number;
}

/** How many labs of one definition a machine carries at once, all at rest. */
export interface Capacity {
  readonly begin: Begin;
  /** The least of the limits. */
  readonly labs: number;
  /** What ends first. */
  readonly because: Resource;
  readonly limits: readonly CapacityLimit[];
}

/**
 * How many labs of a definition a machine carries: built from nothing, and begun with a ready one.
 * @param measured the last record of `./lab bench` on this machine. Default: what other machines' figures let expect
 */
export function capacityOf(lab: Lab, room: HostRoom, measured?: BenchRecord): readonly Capacity[] {
  return (['cold', 'ready'] as const).map((begin) => {
    const limits = needsOf(lab, begin, room.acceleration, measured).map((need) => limitOf(need, room));
    const known = limits.filter((limit): limit is CapacityLimit & { labs: number } => limit.labs !== undefined);
    const least = known.reduce((one, other) => (other.labs < one.labs ? other : one));
    return { begin, labs: least.labs, because: least.resource, limits };
  });
}

function limitOf(need: Need, room: HostRoom): CapacityLimit {
  const available = { memory: room.memoryMiB, disk: room.diskMiB, processors: room.processors }[need.resource];
  if (need.perLab === undefined) return { ...need, available };
  return { ...need, available, labs: Math.max(0, Math.floor(available / need.perLab)) };
}
