import type { Progress } from '../../host/progress';
import { type Lab, objectNames } from '../../lib/model';
import type { Conflict, DomainType, Hypervisor, MachineUsage, VantagePoint } from '../port/hypervisor';
import { type LabIdentity, requireIdentity } from '../ownership/identity';
import { haltedStates } from '../libvirt/halted-machines';
import { machineUsage } from '../libvirt/machine-usage';
import { activate } from '../libvirt/activate';
import { kernelsBooting, resetMachine } from '../libvirt/booting-kernels';
import { namedObjects } from '../libvirt/libvirt-objects';
import { ensureMarkedFolder, removeMarkedFolder } from '../ownership/marked-folder';
import { labPathsOf, type LabPaths } from '../port/lab-paths';
import { withoutCapabilities } from '../processes/unprivileged';
import { terraformVariables } from '../libvirt/terraform-variables';
import { removeObjects } from '../libvirt/remove-objects';
import { removeUnknown } from '../libvirt/remove-unknown';
import { explainAppArmor } from './app-armor';
import { requireAnswer, secondsToAnswer } from './require-answer';
import { defaultStorageGroup } from './storage-group';
import { systemConflicts } from './system-conflicts';
import { terraformKnowledge } from '../libvirt/terraform-state';
import { libvirtAnswers } from '../libvirt/virsh';

export interface SystemOptions {
  readonly domainType: DomainType;
  /** The group of the storage pool, which has QEMU in it. Default: `defaultStorageGroup`. */
  readonly storageGroup?: string;
  /** Who the lab is; undefined where it has not been built. */
  readonly identity: LabIdentity | undefined;
  /** The checkout whose lab it is. Default: this one. */
  readonly checkout?: string;
  /** Called before the first change at the libvirt. */
  readonly onStart?: () => void;
}

/** A libvirt the user has. It is used as it is: none of its settings are changed. */
export class SystemHypervisor implements Hypervisor {
  readonly kind = 'system';
  readonly internet = 'uplink';
  readonly domainType: DomainType;
  readonly storagePath: string;
  private readonly paths: LabPaths;
  readonly storageFolder: string;

  constructor(
    private readonly lab: Lab,
    readonly uri: string,
    private readonly options: SystemOptions,
  ) {
    this.paths = labPathsOf(lab.name, options.checkout);
    this.storageFolder = systemStoragePath(lab);
    this.storagePath = this.storageFolder;
    this.domainType = options.domainType;
  }

  get terraformVariables(): Readonly<Record<string, string>> {
    const storageGroup = this.options.storageGroup ?? defaultStorageGroup;
    const { uri, domainType, storagePath, identity } = this;
    return terraformVariables({ uri, domainType, storagePath, identity, networkMode: 'nat', storageGroup });
  }

  get identity(): LabIdentity | undefined {
    return this.options.identity;
  }

  conflicts(): Promise<Conflict[]> {
    return systemConflicts(this.lab, this.identity, { uri: this.uri, storage: systemStoragePath(this.lab) });
  }

  async start(progress: Progress, booting: (machine: string) => void = () => undefined): Promise<void> {
    this.options.onStart?.();
    await progress.step(`libvirt at ${this.uri}`, async (step) => {
      await requireAnswer(this.uri);
      await explainAppArmor(systemStoragePath(this.lab), () =>
        activate(this.uri, this.lab, requireIdentity(this), {
          starting: (name) => step.detail(`starting ${name}`),
          booting,
          replacing: (name, reason) => progress.note(`${name} could not start and is made anew: ${reason}`),
        }),
      );
    });
  }

  removeUnknown(tell: (name: string) => void): Promise<void> {
    const known = terraformKnowledge(this.paths.terraformState);
    return removeUnknown({ uri: this.uri, lab: this.lab, identity: requireIdentity(this) }, known, tell);
  }

  /** The host is a client on the machines' network already. */
  async connectClients(): Promise<void> {}

  halted(): Promise<string[]> {
    return haltedStates(this.uri, this.lab, this.identity);
  }

  usage(): Promise<MachineUsage[]> {
    return machineUsage(this.uri, this.lab, this.identity);
  }

  kernelsBooting(): Promise<string[]> {
    return kernelsBooting(this.uri, this.lab, this.identity);
  }

  reset(machine: string): Promise<void> {
    return resetMachine(machine, this.uri, this.lab, this.identity);
  }

  async stop(progress: Progress): Promise<string[]> {
    const { identity, uri, lab } = this;
    // What carries no identity of this lab is not this lab's.
    if (!identity) return [];
    return progress.step(`the lab's machines at ${uri}`, async () => {
      await requireAnswer(uri);
      const { volumes } = terraformKnowledge(this.paths.terraformState);
      const stays = await removeObjects({ uri, lab, identity, volumes });
      removeMarkedFolder(this.paths.runtime, identity);
      return stays.map((volume) => `volume ${volume}`);
    });
  }

  async isRunning(): Promise<boolean> {
    if (!(await libvirtAnswers(this.uri, secondsToAnswer)).answers) return false;
    const found = await namedObjects(this.uri, this.lab, this.identity);
    return found.some(({ kind, own, active }) => kind === 'network' && own && active);
  }

  runtimeFolder(): string {
    const { runtime } = this.paths;
    // Servers without privileges find their files in it by name; nobody lists it.
    ensureMarkedFolder(runtime, requireIdentity(this), 0o711);
    return runtime;
  }

  command(_from: VantagePoint, argv: readonly string[]): readonly string[] {
    return argv;
  }

  unprivileged(_from: VantagePoint, program: string, args: readonly string[]): readonly string[] {
    const words = [process.execPath, program, ...args];
    return process.getuid?.() === 0 ? ['setpriv', ...withoutCapabilities(words)] : words;
  }

  consoleLogs(): string[] {
    return [];
  }
}

/** Below the folder that distributions' security profiles let QEMU read. */
export const systemStoragePath = (lab: Pick<Lab, 'name' | 'hypervisor'>): string =>
  `${lab.hypervisor.storage ?? '/var/lib/libvirt/images'}/${objectNames(lab.name).pool}`;
