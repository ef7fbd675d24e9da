/**
 * What a machine needs that uses any libvirt: virsh; and for the Terraform provider mkisofs, which makes the machines' cloud-init
 * disks, and xsltproc, which edits their definitions.
 */
export const libvirtClientPackages = ['libvirt-clients', 'genisoimage', 'xsltproc'] as const;

/** The Debian packages that the embedded hypervisor needs, enough when installed without what they recommend. None starts a service. */
export const hypervisorPackages = [
  'libvirt-daemon',
  'qemu-system-x86',
  'qemu-utils',
  'dnsmasq-base',
  'iproute2',
  'nftables',
  'tcpdump',
  ...libvirtClientPackages,
] as const;
