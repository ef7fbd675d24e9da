import { environmentFault, Fault } from '../host/fault';
import type { Progress } from '../host/progress';
import { tryRun } from '../host/run';
import type { Lab } from '../lib/model';
import type { DomainType, Hypervisor, VantagePoint } from './hypervisor';
import { activate, networkName, removeObjects } from './libvirt-objects';
import { libvirtAnswers, virshNames } from './virsh';

/** Seconds that a libvirt at the other end of an SSH connection has for its first answer. */
const patience = 30;

/** A libvirt the user has. It is used as it is: none of its settings are changed. */
export class SystemHypervisor implements Hypervisor {
  readonly kind = 'system';
  readonly internet = 'uplink';
  readonly terraformVariables: Readonly<Record<string, string>>;

  constructor(
    private readonly lab: Lab,
    readonly uri: string,
    private readonly options: { readonly domainType: DomainType; readonly onStart?: () => void },
  ) {
    this.terraformVariables = {
      libvirt_uri: uri,
      domain_type: options.domainType,
      network_mode: 'nat',
      storage_path: systemStoragePath(lab),
      console_folder: '',
    };
  }

  async start(progress: Progress): Promise<void> {
    this.options.onStart?.();
    await progress.step(`libvirt at ${this.uri}`, async (step) => {
      await requireAnswer(this.uri);
      await explainAppArmor(systemStoragePath(this.lab), () =>
        activate(this.uri, this.lab, (name) => step.detail(`starting ${name}`)),
      );
    });
  }

  /** The host is a client on the machines' network already. */
  async connectClients(): Promise<void> {}

  async stop(progress: Progress): Promise<void> {
    await progress.step(`the lab's leftovers at ${this.uri}`, async () => {
      await requireAnswer(this.uri);
      await removeObjects(this.uri, this.lab, systemStoragePath(this.lab));
    });
  }

  async isRunning(): Promise<boolean> {
    if (!(await libvirtAnswers(this.uri, patience)).answers) return false;
    return (await virshNames(this.uri, 'net-list', '--name')).includes(networkName(this.lab));
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
  `${lab.hypervisor.storage ?? '/var/lib/libvirt/images'}/lab-${lab.name}`;

/** @throws an environment fault with what virsh said. */
export async function requireAnswer(uri: string): Promise<void> {
  if (new URL(uri).pathname.endsWith('/session')) {
    throw environmentFault(`${uri} is a session libvirt, which cannot make networks`, {
      remedy: 'use a system libvirt: LAB_HYPERVISOR=qemu:///system',
    });
  }
  const { answers, said } = await libvirtAnswers(uri, patience);
  if (!answers) throw environmentFault(`no libvirt answers at ${uri}:\n${said}`, { remedy: connectionRemedy(uri) });
}

function connectionRemedy(uri: string): string {
  const { host } = new URL(uri);
  const own = 'or let the lab bring its own: sudo env LAB_HYPERVISOR=embedded ./lab up';
  if (host) return `check that "virsh -c '${uri}' list" works (the name, the key, the daemon over there), ${own}`;
  return `is libvirtd running (systemctl status libvirtd), and are you in the group libvirt (sudo usermod -aG libvirt $USER, then log in again)? ${own}`;
}

/** Whether a libvirt's machines can use hardware virtualization, as it says itself. */
export async function systemDomainType(uri: string): Promise<DomainType> {
  const { exitCode } = await tryRun('virsh', ['-q', '-c', uri, 'domcapabilities', '--virttype', 'kvm'], {
    timeout: patience * 1000,
  });
  return exitCode === 0 ? 'kvm' : 'qemu';
}

/**
 * Runs work that starts machines. Where QEMU is kept from a volume by the host's AppArmor, the fault says what to do: the
 * profile is the user's, and is not changed here.
 */
export async function explainAppArmor<T>(storagePath: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const remedy = error instanceof Fault ? appArmorRemedy(error.message, storagePath) : undefined;
    throw remedy ? environmentFault((error as Fault).message, { remedy, cause: error }) : error;
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
