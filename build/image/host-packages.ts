/** Debian packages a machine needs to build the node image, besides Node and Go. */
export const imageBuildPackages = [
  'debian-archive-keyring',
  'e2fsprogs',
  'gcc',
  'libc6-dev',
  'mmdebstrap',
  'passwd',
  'qemu-utils',
  'tar',
  'umoci',
  'util-linux',
] as const;

/** And to boot the finished image once for smoke.ts. */
export const imageSmokePackages = ['genisoimage', 'qemu-system-x86'] as const;
