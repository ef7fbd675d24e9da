import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFault } from '../host/fault';
import type { Progress } from '../host/progress';
import { waitFor } from '../host/wait';
import type { Lab } from '../lib/model';
import type { DomainType, Hypervisor, InternetKind, VantagePoint } from './hypervisor';
import { startSimulatedInternet } from './internet/simulated-internet';
import { askForNeighbours, connectLanClient, connectLink, ensureNamespaces, removeNamespaces, startGateway } from './lab-network';
import { daemonProcess, embeddedUri, removeLibvirtState, startLibvirtDaemon } from './libvirt-daemon';
import { removeMountPoints } from './mount-points';
import { inNamespace, namespaceExists, type Namespace } from './namespace';
import { activate } from './libvirt-objects';
import { consoleLogsIn, namespacePaths, placesOf, type Places } from './places';
import { notRoot } from './preflight-checks';
import { endProcessesIn } from './processes';
import { hostNameServers } from './resolver';
import { startUplink, stopUplink } from './uplink';
import { libvirtAnswers } from './virsh';

export interface EmbeddedOptions {
  readonly domainType: DomainType;
  readonly internet: InternetKind;
  /** Gives the path of a CoreDNS program, for the simulated internet. */
  readonly coredns: () => Promise<string>;
  /** Which network namespace plays the host that has the real uplink. Default: the machine's own. */
  readonly host?: Namespace;
  /** Called before the first change of this machine. */
  readonly onStart?: () => void;
}

/** A private libvirtd in a network namespace of the lab's own, which is the lab's gateway, with a client inside and a user outside. */
export class EmbeddedHypervisor implements Hypervisor {
  readonly kind = 'embedded';
  readonly internet: InternetKind;
  readonly uri: string;
  readonly terraformVariables: Readonly<Record<string, string>>;
  private readonly places: Places;
  /** A folder of this lab alone. */
  private readonly storage: string;

  constructor(
    private readonly lab: Lab,
    private readonly options: EmbeddedOptions,
  ) {
    this.places = placesOf(lab.name);
    this.storage = lab.hypervisor.storage ? join(lab.hypervisor.storage, `lab-${lab.name}`) : this.places.storage;
    this.internet = options.internet;
    this.uri = embeddedUri(this.places);
    this.terraformVariables = {
      libvirt_uri: this.uri,
      domain_type: options.domainType,
      network_mode: 'open',
      storage_path: this.storage,
      console_folder: this.places.consoles,
    };
  }

  async start(progress: Progress): Promise<void> {
    requireRoot();
    this.options.onStart?.();
    await progress.step('network namespaces', () => this.startNetwork());
    await progress.step('libvirt of the lab', async (step) => {
      mkdirSync(this.storage, { recursive: true, mode: 0o700 });
      await startLibvirtDaemon(this.places);
      await activate(this.uri, this.lab, (name) => step.detail(`starting ${name}`));
      await connectLanClient(this.lab, this.places);
      await askForNeighbours(this.places);
    });
  }

  async connectClients(): Promise<void> {
    await waitFor(
      async () => {
        const obstacle = await connectLanClient(this.lab, this.places);
        return { value: obstacle === undefined ? true : undefined, observation: obstacle ?? '' };
      },
      {
        what: "the lab's client to join the machines' network",
        deadline: 60,
        interval: 0.5,
        remedy: 'run up again, so that Terraform makes the network',
      },
    );
    await askForNeighbours(this.places);
  }

  async stop(progress: Progress): Promise<void> {
    const made = [this.places.runtime, this.places.libvirt, ...namespacePaths(this.places)];
    if (!made.some((path) => existsSync(path))) return;
    requireRoot();
    await progress.step('stopping the libvirt of the lab', async () => {
      await endProcessesIn(Object.values(this.places.namespaces));
      if (this.internet === 'uplink') await stopUplink(this.places, this.options.host);
      removeMountPoints();
      rmSync(this.places.internet, { recursive: true, force: true });
      await removeNamespaces(this.places);
      removeLibvirtState(this.places);
      rmSync(this.storage, { recursive: true, force: true });
    });
  }

  async isRunning(): Promise<boolean> {
    if (!existsSync(this.places.socket) || !(await daemonProcess(this.places))) return false;
    if (!(await namespaceExists(this.places.namespaces.lan))) return false;
    return (await libvirtAnswers(this.uri)).answers;
  }

  command(from: VantagePoint, argv: readonly string[]): readonly string[] {
    return inNamespace(this.places.namespaces[from], argv);
  }

  consoleLogs(): string[] {
    return consoleLogsIn(this.places.consoles);
  }

  private async startNetwork(): Promise<void> {
    const { lab, places, options } = this;
    const simulated = options.internet === 'simulated';
    await ensureNamespaces(lab, places, simulated ? [lab.internet.nameServer] : hostNameServers(), simulated);
    await connectLink(lab, places, simulated ? places.namespaces.internet : options.host);
    await startGateway(lab, places);
    if (simulated) {
      // The internet is one machine here: it knows the link and its own addresses, and routes nothing.
      await startSimulatedInternet(lab, places, options.coredns);
    } else {
      await startUplink(lab, places, options.host);
    }
  }
}

function requireRoot(): void {
  const fault = notRoot(process.getuid?.());
  if (fault) throw environmentFault(fault.what, { remedy: fault.remedy });
}
