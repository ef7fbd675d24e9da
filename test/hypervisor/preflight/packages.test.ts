import { hypervisorPackages } from '../../../hypervisor/preflight/packages';

const drivers = (id: string, version: number) =>
  hypervisorPackages({ id, version }).filter((name) => name.startsWith('libvirt-daemon-driver-'));

test('libvirt’s drivers are named where its package does not bring them', () => {
  expect(drivers('debian', 13)).toContain('libvirt-daemon-driver-qemu');
  expect(drivers('debian', 13)).toContain('libvirt-daemon-driver-network');
  expect(drivers('debian', 12)).toEqual([]);
  expect(drivers('ubuntu', 24)).toEqual([]);
});
