import type { Fit } from '../../../operations/checkpoint/manifest';
import { misfits } from '../../../operations/checkpoint/misfits';

const machine = { name: 'worker-1', machineType: 'pc-i440fx-7.2', processor: 'Westmere', cpus: 2, memoryKiB: 1024 };
const fit: Fit = {
  lab: '0001',
  hardware: { qemu: '7.2.22', domainType: 'qemu', machines: [machine, { ...machine, name: 'worker-2' }] },
  definition: 'aa',
  seeds: { 'worker-1': '11', 'worker-2': '22' },
  image: { bytes: 7, modified: 9 },
};
const withMachines = (...machines: Fit['hardware']['machines']): Fit => ({ ...fit, hardware: { ...fit.hardware, machines } });

test('a state fits the lab it was saved from', () => {
  expect(misfits(fit, structuredClone(fit))).toEqual([]);
});

test.each<[string, Fit, string]>([
  ['another definition', { ...fit, definition: 'bb' }, 'the definition of the lab is another one since'],
  [
    'another QEMU',
    { ...fit, hardware: { ...fit.hardware, qemu: '10.0.2' } },
    'it was saved by QEMU 7.2.22, and this machine has 10.0.2',
  ],
  [
    'another accelerator',
    { ...fit, hardware: { ...fit.hardware, domainType: 'kvm' } },
    'its machines ran by emulation, and now run with KVM',
  ],
  ['a machine less', withMachines(machine), 'it has the machine worker-2, which the lab has not'],
  [
    'a machine more',
    withMachines(...fit.hardware.machines, { ...machine, name: 'worker-3' }),
    'the lab has the machine worker-3, which it has not',
  ],
  [
    'another machine type',
    withMachines({ ...machine, machineType: 'pc-i440fx-10.0' }, fit.hardware.machines[1]!),
    'the machine type of worker-1 was pc-i440fx-7.2 and is pc-i440fx-10.0',
  ],
  [
    'another processor',
    withMachines({ ...machine, processor: 'Haswell' }, fit.hardware.machines[1]!),
    'the processor of worker-1 was Westmere and is Haswell',
  ],
  [
    'more memory',
    withMachines({ ...machine, memoryKiB: 2048 }, fit.hardware.machines[1]!),
    'the memory in KiB of worker-1 was 1024 and is 2048',
  ],
  ['another seed', { ...fit, seeds: { ...fit.seeds, 'worker-2': '33' } }, 'worker-2 was given other keys or settings since'],
  ['another image', { ...fit, image: { bytes: 8, modified: 9 } }, 'the image below the disks of the machines was written anew'],
  [
    'an image of another time',
    { ...fit, image: { bytes: 7, modified: 8 } },
    'the image below the disks of the machines was written anew',
  ],
])('a lab with %s is told so, and nothing else', (_what, now, reason) => {
  expect(misfits(fit, now)).toEqual([reason]);
});

test('all reasons are told at once', () => {
  expect(misfits(fit, { ...fit, definition: 'bb', image: { bytes: 8, modified: 9 } })).toHaveLength(2);
});

test('a lab that was built anew is told of that alone: everything else follows from it', () => {
  expect(misfits(fit, { ...fit, lab: '0002', definition: 'bb' })).toEqual([
    'it is of another lab of this name: this one was built since',
  ]);
});
