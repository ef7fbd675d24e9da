import { diskTargets, hardwareIn, qemuVersionIn } from '../../../hypervisor/libvirt/machine-xml';

const xml = (cpu: string, type = "machine='pc-i440fx-7.2'") => `
  <domain type='qemu'>
    <memory unit='KiB'>3145728</memory><currentMemory unit='KiB'>1</currentMemory>
    <vcpu placement='static'>2</vcpu>
    <os><type arch='x86_64' ${type}>hvm</type></os>
    ${cpu}
    <devices>
      <disk type='volume' device='disk'><target dev='vda' bus='virtio'/></disk>
      <disk type='file' device='cdrom'><target dev='hdd' bus='ide'/></disk>
      <interface type='network'><target dev='vnet0'/></interface>
    </devices>
  </domain>`;

test('the machine type, the processor, their number and the memory are read', () => {
  const text = xml("<cpu mode='custom' match='exact'><model fallback='forbid'>Westmere</model></cpu>");
  expect(hardwareIn(text, 'worker-1')).toEqual({
    name: 'worker-1',
    machineType: 'pc-i440fx-7.2',
    processor: 'Westmere',
    cpus: 2,
    memoryKiB: 3145728,
  });
});

test('a processor without a model is known by its mode', () => {
  expect(hardwareIn(xml("<cpu mode='host-passthrough'/>"), 'a').processor).toBe('host-passthrough');
  expect(hardwareIn(xml(''), 'a').processor).toBe('default');
});

test('a machine without a type is refused', () => {
  expect(() => hardwareIn(xml('', ''), 'worker-1')).toThrow('does not tell the machine type or the memory of worker-1');
});

test('every disk is named, CD-ROMs too, and no interface', () => {
  expect(diskTargets(xml(''), 'a')).toEqual(['vda', 'hdd']);
});

test('the version is that of QEMU, not of libvirt', () => {
  const text = 'Compiled against library: libvirt 9.0.0\nUsing API: QEMU 9.0.0\nRunning hypervisor: QEMU 7.2.22\n';
  expect(qemuVersionIn(text)).toBe('7.2.22');
  expect(() => qemuVersionIn('Using API: QEMU 9.0.0')).toThrow('does not tell which QEMU');
});
