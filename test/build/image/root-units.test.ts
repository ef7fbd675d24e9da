import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { disabledUnits, enabledUnits, maskedGenerators, maskedUnits } from '../../../build/image/root-units';
import { overlayFolder } from '../../../build/image/root-filesystem';

test('no unit is treated in two ways', () => {
  const all = [...enabledUnits, ...disabledUnits, ...maskedUnits];
  expect(new Set(all).size).toBe(all.length);
});

test('what a role switches on is installed and off', () => {
  expect(disabledUnits).toEqual([
    ...['containerd.service', 'kubelet.service', 'lab-bootstrap.service', 'lab-masquerade.service'],
    ...['named.service', 'nginx.service'],
  ]);
});

test.each([
  ...['clock-after-pause.service', 'containerd.service', 'kubelet.service', 'kvm-clock.service'],
  ...['lab-bootstrap.service', 'lab-masquerade.service', 'measured-clock.service'],
])('%s, which Debian does not bring, is in the overlay', (unit) => {
  expect(existsSync(join(overlayFolder, 'etc/systemd/system', unit))).toBe(true);
});

test('what keeps the time runs from every boot on', () => {
  expect(enabledUnits).toEqual(expect.arrayContaining(['chrony.service', 'clock-after-pause.service', 'kvm-clock.service']));
});

test('fstab is still read', () => {
  expect(maskedGenerators).not.toContain('systemd-fstab-generator');
});
