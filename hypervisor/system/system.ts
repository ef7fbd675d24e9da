import { environmentError, UserError } from '../../host/user-error';
import type { Progress } from '../../host/progress';
import { type Lab, objectNames } from '../../lib/model';
import type { Conflict, DomainType, Hypervisor, VantagePoint } from '../port/hypervisor';
import { type LabIdentity, requireIdentity } from '../ownership/identity';
import { haltedStates } from '../libvirt/halted-machines';
import { activate } from '../libvirt/activate';
import { namedObjects } from '../libvirt/libvirt-objects';
import { ensureMarkedFolder, removeMarkedFolder } from '../ownership/marked-folder';
import { labPathsOf, type LabPaths } from '../port/lab-paths';
import { terraformVariables } from '../libvirt/terraform-variables';
import { removeObjects } from '../libvirt/remove-objects';
import { removeUnknown } from '../libvirt/remove-unknown';
import { defaultStorageGroup } from './storage-group';
import { systemConflicts } from './system-conflicts';
import { terraformKnowledge } from '../libvirt/terraform-state';
import { libvirtAnswers } from '../libvirt/virsh';

/** Seconds that a libvirt at the other end of an SSH connection has for its first answer. */
const patience = 30;

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
    if (!(await libvirtAnswers(this.uri, patience)).answers) return false;
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

  consoleLogs(): string[] {
    return [];
  }
}

/** Below the folder that distributions' security profiles let QEMU read. */
export const systemStoragePath = (lab: Pick<Lab, 'name' | 'hypervisor'>): string =>
  `${lab.hypervisor.storage ?? '/var/lib/libvirt/images'}/${objectNames(lab.name).pool}`;

/** @throws an environment fault with what virsh said. */
export async function requireAnswer(uri: string): Promise<void> {
  if (new URL(uri).pathname.endsWith('/session')) {
    throw environmentError(`${uri} is a session libvirt, which cannot make networks`, {
      remedy: 'use a system libvirt: LAB_HYPERVISOR=qemu:///system',
    });
  }
  const { answers, said } = await libvirtAnswers(uri, patience);
  if (!answers) throw environmentError(`no libvirt answers at ${uri}:\n${said}`, { remedy: connectionRemedy(uri) });
}

function connectionRemedy(uri: string): string {
  const { host } = new URL(uri);
  const own = 'or let the lab bring its own: sudo env LAB_HYPERVISOR=embedded ./lab up';
  if (host) return `check that "virsh -c '${uri}' list" works (the name, the key, the daemon over there), ${own}`;
  return `is libvirtd running (systemctl status libvirtd), and are you in the group libvirt (sudo usermod -aG libvirt $USER, then log in again)? ${own}`;
}

/**
 * Runs work that starts machines. Where QEMU is kept from a volume by the host's AppArmor, the fault says what to do: the
 * profile is the user's, and is not changed here.
 */
export async function explainAppArmor<T>(storagePath: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const remedy = error instanceof UserError ? appArmorRemedy(error.message, storagePath) : undefined;
    throw remedy ? environmentError((error as UserError).message, { remedy, cause: error }) : error;
  }
}

/**
 * What to do when QEMU was kept from a volume by the host's AppArmor: Terraform's or virsh's output in, the remedy out.
 * Undefined for any other failure.
 */
export function appArmorRemedy(output: string, storagePath: string): string | undefined {
  if (!/could not open .*permission denied/i.test(output)) return undefined;
  return [
    "AppArmor's profile for QEMU does not know the lab's storage pool. Allow that one folder, and run the command again:",
    `  echo '"${storagePath}/**" rwk,' | sudo tee -a /etc/apparmor.d/local/abstractions/libvirt-qemu`,
    '  sudo systemctl reload apparmor',
  ].join('\n');
}
