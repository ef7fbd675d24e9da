import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { run } from '../../../host/run';
import { VirtualMachine } from '../../../lib/constructs/virtual-machine';
import type { Lab } from '../../../lib/model';
import { infrastructure } from '../../lib/constructs/infrastructure';
import { only, synthesize } from '../../lib/constructs/synthesis';

/** XML that the Terraform provider 0.8.3 would define, and how the stack has it changed. */
export async function transformed(xml: string, xslt: string, folder: string): Promise<string> {
  const [stylesheet, source] = [join(folder, 'transform.xslt'), join(folder, 'source.xml')];
  writeFileSync(stylesheet, xslt);
  writeFileSync(source, xml);
  return (await run('xsltproc', [stylesheet, source])).stdout;
}

/**
 * The transformations of the lab's pool and of its first worker, as Terraform itself evaluates them with these variables.
 * `LAB_TERRAFORM` is the program.
 */
export async function transformations(
  lab: Lab,
  variables: Readonly<Record<string, string>>,
  folder: string,
): Promise<{ pool: string; domain: string }> {
  const machine = lab.workers[0]!;
  const synthesized = synthesize(
    (stack) => void new VirtualMachine(stack, machine.name, { machine, ...infrastructure(stack, lab) }),
  );
  const configuration = {
    variable: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { default: value }])),
    output: {
      pool: { value: only(synthesized, 'libvirt_pool').xml.xslt },
      domain: { value: only(synthesized, 'libvirt_domain').xml.xslt },
    },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(configuration));
  const terraform = async (...args: string[]) => (await run(process.env.LAB_TERRAFORM!, args, { cwd: folder })).stdout;
  await terraform('apply', '-auto-approve', '-input=false', '-no-color');
  const { pool, domain } = JSON.parse(await terraform('output', '-json')) as Record<string, { value: string }>;
  return { pool: pool!.value, domain: domain!.value };
}

export const poolXml = (lab: Lab, path: string): string =>
  `<pool type="dir"><name>lab-${lab.name}</name><target><path>${path}</path></target></pool>`;

/** A machine as the provider defines it, its disk the volume `disk.img` and its seed the volume `seed.iso` of the lab's pool. */
export const providerDomainXml = (lab: Lab, pool: string): string => `
  <domain type="qemu">
    <name>${lab.name}-worker-1</name>
    <memory unit="MiB">64</memory>
    <vcpu placement="static">1</vcpu>
    <os><type arch="x86_64" machine="pc">hvm</type></os>
    <features><acpi/><apic/><pae/></features>
    <cpu mode="custom"/>
    <devices>
      <disk type="volume" device="disk">
        <driver name="qemu" type="raw"/><source pool="lab-${lab.name}" volume="disk.img"/><target dev="vda" bus="virtio"/>
      </disk>
      <disk type="file" device="cdrom">
        <driver name="qemu" type="raw"/><source file="${pool}/seed.iso"/><target dev="hdd" bus="ide"/><serial>cloudinit</serial>
      </disk>
      <interface type="network"><source network="lab-${lab.name}"/><model type="virtio"/></interface>
      <console type="pty"><target type="serial" port="0"/></console>
      <channel type="unix"><target type="virtio" name="org.qemu.guest_agent.0"/></channel>
      <graphics type="spice" autoport="yes"/>
      <rng model="virtio"><backend model="random">/dev/urandom</backend></rng>
    </devices>
  </domain>`;

/** A boot sector that writes to the first serial port for ever: mov dx,0x3f8; mov al,'x'; out dx,al; jmp to the out. */
export function floodingDisk(): Buffer {
  const sector = Buffer.alloc(1024 * 1024);
  Buffer.from([0xba, 0xf8, 0x03, 0xb0, 0x78, 0xee, 0xeb, 0xfd]).copy(sector);
  sector.writeUInt16LE(0xaa55, 510);
  return sector;
}
