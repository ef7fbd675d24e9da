import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Lab, objectNames } from '../../lib/model';
import type { DomainType } from '../port/hypervisor';
import { type LabIdentity, objectUuid } from '../ownership/identity';
import { wantedDomainType } from '../preflight/kvm';
import { tryVirsh } from '../libvirt/virsh';

/** Seconds for which a machine with KVM has to run. QEMU ends at once where the processor refuses what it asks for. */
const trial = 3;

/** Whose trial it is, and what else tells. */
export interface Trial {
  readonly lab: Lab;
  readonly identity: LabIdentity;
  /** Whether a Linux kernel boots with KVM; asked last. True where that cannot be tried. */
  readonly bootsKernel: () => Promise<boolean>;
}

/**
 * Whether machines at a user's libvirt get hardware virtualization. `LAB_ACCELERATION`, else the lab's definition, says it; else it is
 * tried with a machine without a disk, because a libvirt may offer KVM that no machine can use; then with a kernel, because firmware may
 * run where no Linux does.
 */
export async function systemDomainType(
  uri: string,
  { lab, identity, bootsKernel }: Trial,
  env: NodeJS.ProcessEnv = process.env,
): Promise<DomainType> {
  const asked = wantedDomainType(lab.hypervisor.acceleration, env);
  if (asked) return asked;
  if ((await tryVirsh(uri, 'domcapabilities', '--virttype', 'kvm')).exitCode !== 0) return 'qemu';
  if (!(await runsWithKvm(uri, lab, objectUuid(identity, 'machine', trialName)))) return 'qemu';
  return (await bootsKernel()) ? 'kvm' : 'qemu';
}

/** No machine of a definition can be called so. */
const trialName = 'kvm_trial';

async function runsWithKvm(uri: string, lab: Lab, uuid: string): Promise<boolean> {
  // One left by a killed trial is the lab's own.
  await tryVirsh(uri, 'destroy', uuid);
  const folder = mkdtempSync(join(tmpdir(), 'lab-kvm-'));
  try {
    const file = join(folder, 'trial.xml');
    writeFileSync(file, trialXml(objectNames(lab.name).domain(trialName), uuid));
    if ((await tryVirsh(uri, 'create', file)).exitCode !== 0) return false;
    await sleep(trial * 1000);
    return (await tryVirsh(uri, 'domstate', uuid)).stdout.trim() === 'running';
  } finally {
    await tryVirsh(uri, 'destroy', uuid);
    rmSync(folder, { recursive: true });
  }
}

/** A transient machine, which is gone once it ends. */
const trialXml = (name: string, uuid: string): string => `<domain type='kvm'>
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  <memory unit='MiB'>64</memory>
  <vcpu>1</vcpu>
  <cpu mode='host-passthrough'/>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <devices><controller type='usb' model='none'/><memballoon model='none'/></devices>
</domain>
`;
