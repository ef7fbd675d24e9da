import { join } from 'node:path';
import { projectRoot } from '../../../host/paths';
import { tryRun, type RunResult } from '../../../host/run';
import { waitFor } from '../../../host/wait';
import type { Hypervisor, VantagePoint } from '../../../hypervisor';
import { EmbeddedHypervisor } from '../../../hypervisor/embedded/embedded';
import { startDetached } from '../../../hypervisor/processes/processes';
import { type LabIdentity, newIdentity, objectUuid } from '../../../hypervisor/ownership/identity';
import { ownerAttribute } from '../../../hypervisor/libvirt/libvirt-objects';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';
import type { Lab } from '../../../lib/model';

/** An embedded lab's hypervisor as the tests have it: emulated, with the CoreDNS program in LAB_COREDNS. */
export const emulatedHypervisor = (lab: Lab, identity: LabIdentity): EmbeddedHypervisor =>
  new EmbeddedHypervisor(lab, {
    domainType: 'qemu',
    identity,
    internet: 'simulated',
    coredns: () => Promise.resolve(process.env.LAB_COREDNS ?? 'coredns'),
  });

/** A network as the Terraform provider defines it from lib/constructs/lab-network.ts; somebody else's without an identity. */
export const networkXml = (lab: Lab, identity: LabIdentity = newIdentity('other')): string => `
  <network>
    <name>lab-${lab.name}</name>
    <uuid>${objectUuid(identity, 'network')}</uuid>
    <forward mode='open'/>
    <bridge name='br-${lab.name}' stp='on' delay='0'/>
    <dns enable='yes'/>
    <ip address='${lab.network.gateway}' netmask='${lab.network.cidr.netmask}'/>
  </network>`;

/** A machine without an operating system, with a console log as lib/constructs/libvirt.ts asks for it. */
export const machineXml = (lab: Lab, name: string, consoles: string, identity: LabIdentity = newIdentity('other')): string => `
  <domain type='qemu'>
    <name>${lab.name}-${name}</name>
    <uuid>${objectUuid(identity, 'machine', name)}</uuid>
    <memory unit='MiB'>64</memory>
    <vcpu>1</vcpu>
    <os><type arch='x86_64' machine='pc'>hvm</type><bios useserial='yes'/></os>
    <devices>
      <interface type='network'><source network='lab-${lab.name}'/><model type='virtio'/></interface>
      <console type='pty'><target type='serial' port='0'/><log append='on' file='${consoles}/${name}.log'/></console>
    </devices>
  </domain>`;

/** A machine that counts (counting-guest.ts), with its disk in the lab's pool. */
export const countingMachineXml = ({ storagePath }: Hypervisor, lab: Lab, identity: LabIdentity, name: string): string => `
  <domain type='qemu'>
    <name>${lab.name}-${name}</name>
    <uuid>${objectUuid(identity, 'machine', name)}</uuid>
    <metadata><lab:lab xmlns:lab='urn:kubernetes-network-lab:identity' json='${ownerAttribute(identity)}'/></metadata>
    <memory unit='MiB'>64</memory>
    <vcpu>1</vcpu>
    <os><type arch='x86_64' machine='pc'>hvm</type></os>
    <cpu mode='custom' match='exact'><model fallback='forbid'>Westmere</model></cpu>
    <devices>
      <disk type='file' device='disk'>
        <driver name='qemu' type='qcow2'/><source file='${storagePath}/${name}.qcow2'/><target dev='vda' bus='virtio'/>
      </disk>
      <interface type='network'><source network='lab-${lab.name}'/><model type='virtio'/></interface>
      <console type='pty'><target type='serial' port='0'/><log append='on' file='${labPathsOf(lab.name).inside.consoles}/${name}.log'/></console>
      <memballoon model='none'/>
    </devices>
  </domain>`;

type Reachable = Pick<Hypervisor, 'command'>;

/** Runs a command at a vantage point. */
export function at(hypervisor: Reachable, from: VantagePoint, ...argv: string[]): Promise<RunResult> {
  const [file, ...args] = hypervisor.command(from, argv);
  return tryRun(file!, args, { timeout: 60_000 });
}

/** A web server on an address at a vantage point; it ends with the lab. */
export async function serve(hypervisor: Reachable, from: VantagePoint, address: string, log: string): Promise<void> {
  const server = join(projectRoot, 'hypervisor', 'internet', 'web-server.mjs');
  await startDetached(hypervisor.command(from, [process.execPath, server, address, 'test']), log);
  await waitFor(
    async () => {
      const exitCode = await curl(hypervisor, from, `http://${address}/`);
      return { value: exitCode === 0 ? true : undefined, observation: `curl ended with ${exitCode}` };
    },
    { what: `a web server at ${address}`, deadline: 20, interval: 0.1 },
  );
}

/** The exit status of curl, quiet, with a deadline of three seconds: 0 answered, 28 silence, 7 refused. */
export const curl = async (hypervisor: Reachable, from: VantagePoint, url: string): Promise<number> =>
  (await at(hypervisor, from, 'curl', '-s', '-o', '/dev/null', '-m', '3', url)).exitCode;
