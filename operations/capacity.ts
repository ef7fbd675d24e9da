import { availableParallelism, loadavg } from 'node:os';
import { freeSpace } from '../host/disk-space';
import { usageError } from '../host/user-error';
import { accelerationOf, availableMemory, isLocal } from '../hypervisor';
import { type Capacity, capacityOf, type HostRoom } from '../lib/capacity';
import { lastBench } from './bench-records';
import type { Context } from './context';

/** What this machine has left, and how many labs of the definition that carries. */
export interface HostCapacity {
  readonly room: HostRoom;
  readonly capacities: readonly Capacity[];
}

/** @throws a usage fault for a libvirt of another machine, whose memory this one cannot see */
export async function hostCapacity(context: Context): Promise<HostCapacity> {
  const { uri, domainType, storageFolder } = await context.hypervisor();
  if (!isLocal(uri))
    throw usageError(`the libvirt ${uri} runs on another machine, whose memory and processors are not seen from here`, {
      remedy: 'run ./lab capacity there',
    });
  const [, load] = loadavg() as [number, number, number];
  const room: HostRoom = {
    memoryMiB: availableMemory(),
    diskMiB: freeSpace(storageFolder) / 2 ** 20,
    // The average of five minutes: what runs now goes on running.
    processors: Math.max(0, availableParallelism() - load),
    acceleration: accelerationOf(domainType),
  };
  return { room, capacities: capacityOf(context.lab, room, fitting(room)) };
}

/** The last measurement, where its guests ran as this lab's would. */
function fitting({ acceleration }: HostRoom) {
  const last = lastBench();
  return last?.host.acceleration === acceleration ? last : undefined;
}
