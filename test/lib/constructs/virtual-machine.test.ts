import { VirtualMachine } from '../../../lib/constructs/virtual-machine';
import { resolveLab } from '../../../lib/model';
import { toTerraformTemplate, userData } from '../../../lib/render';
import { infrastructure } from './infrastructure';
import { addressOf, only, resources, synthesize } from './synthesis';

const lab = resolveLab();
const machine = lab.workers[0]!;
const synthesized = synthesize(
  (stack) => void new VirtualMachine(stack, machine.name, { machine, ...infrastructure(stack, lab) }),
);
const domain = only(synthesized, 'libvirt_domain');
const id = (address: string) => `\${${address}.id}`;
const volume = (name: string) => addressOf(synthesized, 'libvirt_volume', name);
const seed = addressOf(synthesized, 'libvirt_cloudinit_disk');

test('it has the machine’s name and size', () => {
  expect(domain).toMatchObject({
    name: '${var.machines_of}-worker-1',
    type: '${var.domain_type}',
    vcpu: 1,
    memory: 2048,
    autostart: true,
  });
});

test('its disk is a thin overlay of the node image, of the machine’s size', () => {
  const overlay = resources(synthesized, 'libvirt_volume').find(({ name }) => name === 'worker-1.qcow2');
  expect(overlay).toMatchObject({ base_volume_id: id(volume('image_Disk')), size: 10 * 1024 ** 3, format: 'qcow2' });
  expect(domain.disk).toEqual([{ volume_id: id(volume('worker-1_Disk')) }]);
});

test('its seed is the rendered cloud-init text, as templates', () => {
  expect(only(synthesized, 'libvirt_cloudinit_disk')).toMatchObject({
    name: 'worker-1-seed.iso',
    user_data: toTerraformTemplate(userData(lab, machine), 'var.secrets'),
  });
  expect(domain.cloudinit).toBe(id(seed));
});

test('its card has the fixed MAC address and waits for no lease', () => {
  expect(domain.network_interface).toEqual([
    { network_id: id(addressOf(synthesized, 'libvirt_network')), mac: '52:54:00:a8:38:1f', wait_for_lease: false },
  ]);
});

test('it boots the image’s kernel directly', () => {
  expect([domain.kernel, domain.initrd]).toEqual([id(volume('image_Kernel')), id(volume('image_Initrd'))]);
  expect(domain.cmdline).toEqual([
    {
      root: '/dev/vda',
      console: 'ttyS0',
      'net.ifnames': '0',
      clocksource: '${var.domain_type == "kvm" ? "kvm-clock" : "tsc"}',
      tsc: 'reliable',
      highres: '${var.domain_type == "kvm" ? "on" : "off"}',
      mitigations: '${var.domain_type == "kvm" ? "auto" : "off"}',
    },
    { _: 'rw no_timer_check' },
  ]);
});

test('its CPU is the host’s with KVM and all that can be emulated without', () => {
  expect(domain.cpu).toEqual({ mode: '${var.domain_type == "kvm" ? "host-passthrough" : "custom"}' });
});

test('it has a serial console, and none of the devices that nobody uses', () => {
  expect(domain.console).toEqual([{ type: 'pty', target_port: '0', target_type: 'serial' }]);
  // The provider would add SPICE, which newer QEMU packages lack, and a channel of the guest agent.
  expect(domain.xml.xslt).toContain('match="/domain/devices/graphics|/domain/devices/video|/domain/devices/channel"/>');
  expect(domain.xml.xslt).toContain('<controller type="usb" model="none"/><memballoon model="none"/>');
});

test('its console is logged where a folder for that is named', () => {
  expect(domain.xml.xslt).toMatch(/\$\{var\.console_folder == "" \? "" : "<xsl:template match=.*"\}<\/xsl:stylesheet>$/);
  expect(domain.xml.xslt).toContain('${var.console_folder}/worker-1.log');
});

test('an emulated processor has none of the features that are slow to emulate', () => {
  expect(domain.xml.xslt).toContain("/domain/cpu[@mode='custom']");
  expect(domain.xml.xslt).toContain('<model fallback="forbid">Westmere</model>');
});

test('it is made anew when its seed, its network or its kernel is', () => {
  expect(domain.lifecycle.replace_triggered_by).toEqual([
    seed,
    addressOf(synthesized, 'libvirt_network'),
    volume('image_Kernel'),
    volume('image_Initrd'),
  ]);
});
