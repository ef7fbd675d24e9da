import { type Begin, type BenchRecord, type Figure, summarize } from '../bench';
import { type Lab, machines } from '../model';

export type Resource = 'memory' | 'disk' | 'processors';

/** What a lab needs of one resource. */
export interface Need {
  readonly resource: Resource;
  /** MiB, or processors. Undefined: not known. */
  readonly perLab?: number;
  /** Where the number comes from, in words. */
  readonly why: string;
}

/** Mebibytes that QEMU itself takes for a machine, beside the machine's memory. */
const qemuOverheadMiB = 100;
/** Mebibytes: the node image in the pool, and what a machine writes while it becomes part of the cluster. */
const imageMiB = 3 * 1024;
const machineDiskMiB = 2 * 1024;
/** Mebibytes that a lab writes which began with a ready one: docs/performance.md. */
const readyDiskMiB = 200;

/**
 * Processors that an emulated machine takes at rest, measured with two processors of a virtual machine (docs/performance.md): a lab of a control
 * plane, two workers and a name server took 1.05 to 1.35.
 */
const emulatedAtRest = { 'control-plane': 0.65, worker: 0.32, 'name-server': 0.02 } as const;

/** Mebibytes that the machines of a lab may fill. `up` asks for as many. */
export const memoryNeedMiB = (lab: Lab): number =>
  machines(lab).reduce((sum, { memoryMiB }) => sum + memoryMiB + qemuOverheadMiB, 0);

/** Mebibytes of disk that a lab writes which is built from nothing. `up` asks for as many. */
export const diskNeedMiB = (lab: Lab): number => imageMiB + machines(lab).length * machineDiskMiB;

/** What a lab of this definition needs. What was measured on this machine goes before what is known of others. */
export function needsOf(lab: Lab, begin: Begin, acceleration: 'kvm' | 'emulation', measured?: BenchRecord): readonly Need[] {
  return [memoryNeed(lab), diskNeed(lab, begin, measured), processorNeed(lab, begin, acceleration, measured)];
}

/** A machine fills the memory it has, with its files: what is resident at rest says little of what it may take. */
function memoryNeed(lab: Lab): Need {
  return {
    resource: 'memory',
    perLab: memoryNeedMiB(lab),
    why: `what its ${machines(lab).length} machines may fill, and ${qemuOverheadMiB} MiB of QEMU for each`,
  };
}

function diskNeed(lab: Lab, begin: Begin, measured: BenchRecord | undefined): Need {
  const found = figureOf(lab, begin, 'rest.disk', measured);
  if (found) return { resource: 'disk', perLab: found.value, why: found.why };
  if (begin === 'ready') return { resource: 'disk', perLab: readyDiskMiB, why: 'what it writes over the disks of the ready lab' };
  return {
    resource: 'disk',
    perLab: diskNeedMiB(lab),
    why: `${imageMiB / 1024} GiB for its image, ${machineDiskMiB / 1024} GiB for what each machine writes`,
  };
}

function processorNeed(lab: Lab, begin: Begin, acceleration: 'kvm' | 'emulation', measured: BenchRecord | undefined): Need {
  const found = figureOf(lab, begin, 'rest.processor', measured);
  if (found) return { resource: 'processors', perLab: found.value / 100, why: `${found.why}, at rest` };
  if (acceleration === 'kvm') return { resource: 'processors', why: 'not known with KVM: ./lab bench measures it' };
  return {
    resource: 'processors',
    perLab: machines(lab).reduce((sum, { role }) => sum + emulatedAtRest[role], 0),
    why: 'what emulated machines of another host took at rest: ./lab bench measures it here',
  };
}

/** A figure of labs with as many workers. Those of other sizes do not count. */
function figureOf(lab: Lab, begin: Begin, figure: Figure, measured: BenchRecord | undefined) {
  const found =
    measured &&
    summarize(measured).find((one) => one.figure === figure && one.begin === begin && one.workers === lab.workers.length);
  return found && found.median > 0
    ? { value: found.median, why: `measured here on ${measured.measuredAt.slice(0, 10)}` }
    : undefined;
}
