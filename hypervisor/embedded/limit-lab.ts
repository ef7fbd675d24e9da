import { freeSpace } from '../../host/disk-space';
import type { Progress } from '../../host/progress';
import type { Lab } from '../../lib/model';
import type { DomainType } from '../port/hypervisor';
import type { LabPaths } from '../port/lab-paths';
import { tooThinDisks } from '../preflight/disk-room';
import { limitsOf, startCgroup } from '../processes/cgroup';
import { daemonProcess } from './libvirt-daemon';

interface LimitOptions {
  readonly progress: Progress;
  readonly domainType: DomainType;
  /** The folder of the machines' disks, as this machine sees it. */
  readonly storage: string;
}

/** Sets the limits of the lab as a whole. What they leave open is told once, before anything runs. */
export async function limitLab(lab: Lab, paths: LabPaths, { progress, domainType, storage }: LimitOptions): Promise<void> {
  const first = (await daemonProcess(paths)) === undefined;
  const unlimited = startCgroup(paths, limitsOf(lab, domainType));
  const thin = tooThinDisks(lab, storage, freeSpace(storage));
  if (first && unlimited) progress.note(`the lab's memory and processors have no limit as a whole: ${unlimited}`);
  if (first && thin) progress.note(thin);
}
