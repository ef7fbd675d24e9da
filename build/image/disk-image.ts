import { chmodSync, copyFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../host/run';
import { runIsolated } from './isolated';

/** Size a machine sees. The file holds only what is used. */
export const diskGiB = 10;

/** The modules that reach the root filesystem; ext4 is part of Debian's cloud kernel. */
export const initrdModules = ['virtio_pci', 'virtio_blk'];

/**
 * What the kernel has to be told: where its root is, to leave the card its name eth0, and to believe in its timer. On a busy host an
 * emulated timer can tick too late for the kernel's test of it, which then ends the boot with a panic.
 */
export const kernelCommandLine = 'root=/dev/vda rw console=ttyS0 net.ifnames=0 no_timer_check';

/** What a virtual machine needs to boot without a boot loader. */
export interface BootFiles {
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
}

export const bootFiles = (folder: string): BootFiles => ({
  disk: join(folder, 'node.qcow2'),
  kernel: join(folder, 'vmlinuz'),
  initrd: join(folder, 'initrd.img'),
});

/** Turns a root filesystem into a disk with one ext4 filesystem and no partition table, and its kernel and initrd beside it. */
export async function makeDiskImage(
  root: string,
  kernel: string,
  folder: string,
  onDetail?: (text: string) => void,
): Promise<void> {
  const files = bootFiles(folder);
  onDetail?.('making the initrd');
  const modules = `--include-modules=${initrdModules.join(',')}`;
  await runIsolated('chroot', [root, 'mktirfs', '--auto-modules=no', '--microcode=no', modules, '-o', '/initrd.img', kernel]);
  copyFileSync(join(root, 'initrd.img'), files.initrd);
  // A hypervisor's unprivileged user reads it.
  chmodSync(files.initrd, 0o644);
  copyFileSync(join(root, 'boot', `vmlinuz-${kernel}`), files.kernel);
  rmSync(join(root, 'initrd.img'));

  onDetail?.('making the ext4 filesystem');
  const raw = join(folder, 'node.raw');
  writeFileSync(raw, '');
  truncateSync(raw, diskGiB * 1024 ** 3);
  // Inode tables and journal are written now: left for later, every machine would write them in its first minutes.
  const options = 'lazy_itable_init=0,lazy_journal_init=0,root_owner=0:0';
  await run('mke2fs', ['-q', '-F', '-t', 'ext4', '-L', 'root', '-m', '1', '-J', 'size=64', '-E', options, '-d', root, raw]);

  onDetail?.('packing the disk image');
  // Half the size to upload into a storage pool; reading it back costs a booting machine nothing that could be measured.
  const compressed = ['-c', '-o', 'compression_type=zstd', '-m', '8', '-W'];
  await run('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', ...compressed, raw, files.disk]);
  rmSync(raw);
}
