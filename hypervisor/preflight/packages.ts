import type { OsRelease } from '../../host/os-release';

/**
 * What a machine needs that uses any libvirt: virsh; and for the Terraform provider mkisofs, which makes the machines' seed
 * disks, and xsltproc, which edits their definitions.
 */
export const libvirtClientPackages = ['libvirt-clients', 'genisoimage', 'xsltproc'] as const;

/** libvirt's drivers that a lab uses; libvirtd starts without the others. */
const drivers = ['network', 'nodedev', 'nwfilter', 'qemu', 'secret', 'storage'].map((name) => `libvirt-daemon-driver-${name}`);

/**
 * The Debian packages that the embedded hypervisor needs, enough when installed without what they recommend. None starts a service.
 * Since Debian 13 `libvirt-daemon` only recommends its drivers, most of which were part of it before.
 */
export const hypervisorPackages = ({ id, version }: OsRelease): readonly string[] => [
  'libvirt-daemon',
  ...(id === 'debian' && version >= 13 ? drivers : []),
  'qemu-system-x86',
  'qemu-utils',
  'dnsmasq-base',
  'iproute2',
  'nftables',
  'tcpdump',
  'conntrack',
  'lz4',
  ...libvirtClientPackages,
];
