import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environmentError } from '../../host/user-error';
import type { Progress } from '../../host/progress';
import { waitFor } from '../../host/wait';
import { type Lab, objectNames } from '../../lib/model';
import { largestFile } from '../preflight/disk-room';
import { embeddedConflicts } from './embedded-conflicts';
import { EmbeddedStates } from './embedded-states';
import type { Conflict, DomainType, Hypervisor, InternetKind, MachineUsage, VantagePoint } from '../port/hypervisor';
import { type LabIdentity, requireIdentity } from '../ownership/identity';
import { forgetTraffic } from '../network/forget-traffic';
import { askForNeighbours, connectLanClient } from '../network/lab-namespaces';
import { daemonProcess, embeddedUri, startLibvirtDaemon } from './libvirt-daemon';
import { ensureMarkedFolder } from '../ownership/marked-folder';
import { inNamespace, isOwnNamespace, namespaceExists } from '../network/namespace';
import { haltedStates } from '../libvirt/halted-machines';
import { machineUsage } from '../libvirt/machine-usage';
import { activate } from '../libvirt/activate';
import { kernelsBooting, resetMachine } from '../libvirt/booting-kernels';
import { consoleLogsIn, labPathsOf, type LabPaths } from '../port/lab-paths';
import { withoutPortDelay } from '../network/port-delay';
import { notRoot } from '../preflight/preflight-checks';
import { terraformVariables } from '../libvirt/terraform-variables';
import { removeUnknown } from '../libvirt/remove-unknown';
import { terraformKnowledge } from '../libvirt/terraform-state';
import { qemuAccount } from '../processes/unprivileged';
import { libvirtAnswers } from '../libvirt/virsh';
import { limitLab } from './limit-lab';
import { endProcessesIn } from '../processes/processes';
import { ownNamespaces, removeEmbedded } from './remove-embedded';
import { type NetworkOptions, startNetwork } from './start-network';
import { unprivilegedNodeProgram } from './unprivileged-node-program';

export interface EmbeddedOptions extends NetworkOptions {
  /** Who the lab is; undefined where it has not been built. */
  readonly identity: LabIdentity | undefined;
  /** The checkout whose lab it is. Default: this one. */
  readonly checkout?: string;
  readonly domainType: DomainType;
  /** Called before the first change of this machine. */
  readonly onStart?: () => void;
}

/** A private libvirtd in a network namespace of the lab's own, which is the lab's gateway, with a client inside and a user outside. */
export class EmbeddedHypervisor implements Hypervisor {
  readonly kind = 'embedded';
  readonly internet: InternetKind;
  readonly uri: string;
  readonly domainType: DomainType;
  readonly storagePath: string;
  readonly storageFolder: string;
  readonly states: EmbeddedStates;
  private readonly paths: LabPaths;

  constructor(
    private readonly lab: Lab,
    private readonly options: EmbeddedOptions,
  ) {
    this.paths = labPathsOf(lab.name, options.checkout);
    this.storageFolder = lab.hypervisor.storage ? join(lab.hypervisor.storage, objectNames(lab.name).pool) : this.paths.storage;
    this.internet = options.internet;
    this.uri = embeddedUri(this.paths);
    this.domainType = options.domainType;
    this.storagePath = this.paths.inside.pool;
    const { uri, domainType, storageFolder, identity, paths } = this;
    const renewNetwork = async () => {
      await startNetwork(lab, this.paths, requireIdentity(this), options);
      await forgetTraffic(this.paths);
    };
    this.states = new EmbeddedStates({
      ...{ lab, paths, identity, uri, domainType, storageFolder, renewNetwork },
      withoutPortDelay: (work) => withoutPortDelay(this.paths, work),
    });
  }

  get terraformVariables(): Readonly<Record<string, string>> {
    const consoleFolder = this.paths.inside.consoles;
    const { uri, domainType, storagePath, identity } = this;
    const storageGroup = String(qemuAccount);
    return terraformVariables({ uri, domainType, storagePath, identity, networkMode: 'open', storageGroup, consoleFolder });
  }

  get identity(): LabIdentity | undefined {
    return this.options.identity;
  }

  conflicts(): Promise<Conflict[]> {
    return embeddedConflicts(this.paths, this.identity, { storage: this.storageFolder, host: this.options.host });
  }

  async start(progress: Progress, booting: (machine: string) => void = () => undefined): Promise<void> {
    requireRoot();
    const identity = requireIdentity(this);
    this.options.onStart?.();
    this.runtimeFolder();
    await limitLab(this.lab, this.paths, { progress, domainType: this.options.domainType, storage: this.storageFolder });
    await progress.step('network namespaces', () => startNetwork(this.lab, this.paths, identity, this.options));
    await progress.step('libvirt of the lab', async (step) => {
      // QEMU opens its disks anew when it is saved, and goes through this folder by its group while the daemon runs on.
      ensureMarkedFolder(this.storageFolder, identity, 0o710);
      const daemon = { storage: this.storageFolder, largestFile: largestFile(this.lab), kvm: this.options.domainType === 'kvm' };
      await startLibvirtDaemon(this.paths, daemon);
      await activate(this.uri, this.lab, identity, {
        starting: (name) => step.detail(`starting ${name}`),
        booting,
        replacing: (name, reason) => progress.note(`${name} could not start and is made anew: ${reason}`),
      });
      await connectLanClient(this.lab, this.paths, identity);
      await askForNeighbours(this.paths);
    });
  }

  removeUnknown(tell: (name: string) => void): Promise<void> {
    const known = terraformKnowledge(this.paths.terraformState);
    return removeUnknown({ uri: this.uri, lab: this.lab, identity: requireIdentity(this) }, known, tell);
  }

  async connectClients(): Promise<void> {
    await waitFor(
      async () => {
        const obstacle = await connectLanClient(this.lab, this.paths, requireIdentity(this));
        return { value: obstacle === undefined ? true : undefined, observation: obstacle ?? '' };
      },
      {
        what: "the lab's client to join the machines' network",
        deadline: 60,
        interval: 0.5,
        remedy: 'run up again, so that Terraform makes the network',
      },
    );
    await askForNeighbours(this.paths);
  }

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
    const { identity, paths } = this;
    // What carries no identity of this lab is not this lab's.
    if (!identity) return [];
    requireRoot();
    await progress.step('stopping the libvirt of the lab', () =>
      removeEmbedded(paths, identity, { storage: this.storageFolder, host: this.options.host }),
    );
    return [];
  }

  async rest(progress: Progress): Promise<void> {
    const own = await ownNamespaces(this.paths, requireIdentity(this));
    await progress.step('stopping the libvirt of the lab', () => endProcessesIn(own));
  }

  async isRunning(): Promise<boolean> {
    if (!(await isOwnNamespace(this.paths.namespaces.gateway, this.identity))) return false;
    if (!existsSync(this.paths.socket) || !(await daemonProcess(this.paths))) return false;
    if (!(await namespaceExists(this.paths.namespaces.lan))) return false;
    return (await libvirtAnswers(this.uri)).answers;
  }

  runtimeFolder(): string {
    const { runtime } = this.paths;
    // Servers without privileges find their files in it by name; nobody lists it.
    ensureMarkedFolder(runtime, requireIdentity(this), 0o711);
    return runtime;
  }

  command(from: VantagePoint, argv: readonly string[]): readonly string[] {
    return inNamespace(this.paths.namespaces[from], argv);
  }

  unprivileged(from: VantagePoint, program: string, args: readonly string[]): readonly string[] {
    return unprivilegedNodeProgram(this.paths, this.paths.namespaces[from], program, args);
  }

  consoleLogs(): string[] {
    return consoleLogsIn(this.paths.consoles);
  }
}

function requireRoot(): void {
  const fault = notRoot(process.getuid?.());
  if (fault) throw environmentError(fault.what, { remedy: fault.remedy });
}
